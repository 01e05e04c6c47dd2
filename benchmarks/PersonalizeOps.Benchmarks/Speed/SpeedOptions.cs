using System.Globalization;
using PersonalizeOps.Data;

namespace PersonalizeOps.Benchmarks.Speed;

/// <summary>The command line of the engine benchmark.</summary>
internal sealed record SpeedOptions(SampleDatasetPreset Largest, int Threads, IReadOnlyList<string> Parts)
{
    public static SpeedOptions Parse(string[] args, IReadOnlyList<string> parts)
    {
        var options = new SpeedOptions(SampleDatasetPreset.TwentyFiveMillion, Environment.ProcessorCount, parts);
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new ArgumentException($"{args[i]} needs a value.");
            options = args[i] switch
            {
                "--largest" => options with { Largest = SampleDatasetPresets.Parse(value) },
                "--threads" => options with { Threads = int.Parse(value, CultureInfo.InvariantCulture) },
                "--parts" => options with { Parts = value.Split(',') },
                _ => throw new ArgumentException($"Unknown option {args[i]}."),
            };
        }

        var unknown = options.Parts.Except(parts).FirstOrDefault();
        return unknown is null ? options : throw new ArgumentException($"There is no part '{unknown}'. Parts: {string.Join(", ", parts)}.");
    }
}
