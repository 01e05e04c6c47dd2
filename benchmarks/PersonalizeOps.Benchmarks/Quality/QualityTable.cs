using System.Globalization;
using PersonalizeOps.Engine.Metrics;

namespace PersonalizeOps.Benchmarks.Quality;

/// <summary>Writes results as markdown tables, with the paired difference of each to a baseline.</summary>
internal static class QualityTable
{
    private static readonly (string Name, Func<UserMetrics, double> Of)[] Metrics =
    [
        ("MRR@25", metrics => metrics.MeanReciprocalRankAt25),
        ("NDCG@5", metrics => metrics.NdcgAt5),
        ("NDCG@10", metrics => metrics.NdcgAt10),
        ("NDCG@25", metrics => metrics.NdcgAt25),
        ("P@5", metrics => metrics.PrecisionAt5),
        ("P@10", metrics => metrics.PrecisionAt10),
        ("P@25", metrics => metrics.PrecisionAt25),
    ];

    public static void Write(TextWriter output, IReadOnlyList<QualityResult> results, QualityResult baseline)
    {
        output.WriteLine($"{results[0].Folds.Count} folds by users: mean ± standard error; differences are paired by user");
        WriteHeader(output, "coverage of all folds", $"NDCG@10 beyond {baseline.Name}", $"times {baseline.Name}", $"MRR@25 beyond {baseline.Name}", "s per split");
        foreach (var result in results)
        {
            var (gain, error) = result.Beyond(baseline, metrics => metrics.NdcgAt10);
            var (rank, rankError) = result.Beyond(baseline, metrics => metrics.MeanReciprocalRankAt25);
            var ratio = result.OverUsers(metrics => metrics.NdcgAt10).Mean / baseline.OverUsers(metrics => metrics.NdcgAt10).Mean;
            WriteRow(
                output,
                result.Name,
                result.OverUsers,
                [
                    Format(result.FoldCoverage),
                    $"{Format(gain)} ± {Format(error)}",
                    Format(ratio, 2),
                    $"{Format(rank)} ± {Format(rankError)}",
                    Format(result.TimePerSplit.TotalSeconds, 2),
                ]);
        }

        if (baseline.Seeds.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"Seeds 1 to {baseline.Seeds.Count}: mean ± sample standard deviation");
        WriteHeader(output, "coverage");
        foreach (var result in results)
        {
            WriteRow(output, result.Name, result.OverSeeds, [Format(result.Seeds.Average(seed => seed.Coverage))]);
        }
    }

    private static void WriteHeader(TextWriter output, params string[] further)
    {
        string[] columns = ["model", .. Metrics.Select(metric => metric.Name), .. further];
        output.WriteLine($"| {string.Join(" | ", columns)} |");
        output.WriteLine($"|{string.Concat(columns.Select(_ => " --- |"))}");
    }

    private static void WriteRow(
        TextWriter output,
        string name,
        Func<Func<UserMetrics, double>, (double Mean, double Spread)> statistic,
        IEnumerable<string> further)
    {
        var cells = Metrics.Select(metric => statistic(metric.Of)).Select(value => $"{Format(value.Mean)} ± {Format(value.Spread)}");
        output.WriteLine($"| {string.Join(" | ", cells.Prepend(name).Concat(further))} |");
    }

    private static string Format(double value, int decimals = 4) => value.ToString("F" + decimals, CultureInfo.InvariantCulture);
}
