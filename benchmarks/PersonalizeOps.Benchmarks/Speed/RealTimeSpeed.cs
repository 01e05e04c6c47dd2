using System.Globalization;
using PersonalizeOps.Engine.Models;

namespace PersonalizeOps.Benchmarks.Speed;

/// <summary>One recommendation after the other on one thread: exact top 25 of all items.</summary>
internal static class RealTimeSpeed
{
    private const int Queries = 4000;

    public static void Run(SpeedOptions options, TextWriter output)
    {
        using var store = SampleData.OpenStore(options.Largest);
        using var model = TrainedModel.Open(SampleData.ModelOf(options.Largest));
        var times = new double[Queries];
        Ask(model, store.UserCount, times);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Ask(model, store.UserCount, times);
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / Queries;
        Array.Sort(times);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"realtime: top 25 of {model.ItemCount} items, one thread, filters off: p50 {times.Percentile(0.5) * 1e3:F3} ms (target 0.5 ms), " +
            $"p99 {times.Percentile(0.99) * 1e3:F3} ms; {allocated} bytes allocated per query, {(double)allocated / model.ItemCount:F3} per item scored"));
    }

    private static void Ask(TrainedModel model, int users, double[] times)
    {
        for (var i = 0; i < times.Length; i++)
        {
            var query = new RecommendationQuery { UserId = ((i * 7919L % users) + 1).ToString(CultureInfo.InvariantCulture), NumResults = 25 };
            times[i] = Timing.Seconds(() => model.Recommend(query));
        }
    }
}
