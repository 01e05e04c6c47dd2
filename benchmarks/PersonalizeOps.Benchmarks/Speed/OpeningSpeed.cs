using System.Globalization;
using PersonalizeOps.Engine.Models;

namespace PersonalizeOps.Benchmarks.Speed;

/// <summary>Opening a model: mapping it, verifying its checksums, answering the first query.</summary>
internal static class OpeningSpeed
{
    public static void Run(SpeedOptions options, TextWriter output)
    {
        var folder = SampleData.ModelOf(options.Largest);
        var first = Timing.Seconds(() => OpenAndAnswer(folder));
        var opening = Timing.Runs(7, () => TrainedModel.Open(folder).Dispose()).Median();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"opening: {new FileInfo(Path.Combine(folder, "model.bin")).Length >> 20} MB, every checksum verified, {opening * 1e3:F0} ms (target 200 ms); " +
            $"the first in the process with a first answer {first * 1e3:F0} ms (target 300 ms)"));
    }

    private static void OpenAndAnswer(string folder)
    {
        using var model = TrainedModel.Open(folder);
        model.Recommend(new RecommendationQuery { UserId = "1", NumResults = 25 });
    }
}
