using PersonalizeOps.Data;

namespace PersonalizeOps.Benchmarks.Speed;

/// <summary>Measures the engine's speed on generated data and prints one line per figure.</summary>
internal static class EngineCommand
{
    private static readonly (string Name, Action<SpeedOptions, TextWriter> Run)[] Parts =
    [
        ("kernels", KernelSpeed.Run),
        ("import", ImportSpeed.Run),
        ("training", TrainingSpeed.Run),
        ("opening", OpeningSpeed.Run),
        ("realtime", RealTimeSpeed.Run),
        ("batch", BatchSpeed.Run),
        ("factors", FactorSpeed.Run),
    ];

    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        SpeedOptions options;
        try
        {
            options = SpeedOptions.Parse(args, [.. Parts.Select(part => part.Name)]);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            error.WriteLine(exception.Message);
            return 2;
        }

        output.WriteLine(Machine.Line);
        output.WriteLine($"Generated data of {options.Largest.ToName()}, {options.Threads} threads. Ratios are of figures of the same run.");
        foreach (var (name, run) in Parts.Where(part => options.Parts.Contains(part.Name)))
        {
            error.WriteLine($"Measuring {name} …");
            output.WriteLine();
            run(options, output);
        }

        return 0;
    }
}
