using System.Diagnostics;

namespace PersonalizeOps.Benchmarks.Speed;

/// <summary>Times and what is made of them.</summary>
internal static class Timing
{
    /// <summary>Seconds a piece of work takes.</summary>
    public static double Seconds(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The seconds of several runs, the quickest first; one run before them is not counted.</summary>
    public static double[] Runs(int count, Action work)
    {
        work();
        return [.. Enumerable.Range(0, count).Select(_ => Seconds(work)).Order()];
    }

    public static double Median(this double[] ordered) => ordered[ordered.Length / 2];

    public static double Percentile(this double[] ordered, double share) => ordered[(int)(share * (ordered.Length - 1))];
}
