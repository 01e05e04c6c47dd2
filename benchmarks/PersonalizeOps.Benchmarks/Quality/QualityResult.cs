using PersonalizeOps.Engine.Metrics;

namespace PersonalizeOps.Benchmarks.Quality;

/// <summary>One recipe under the evaluation protocol: seeds 1 to 5, and every user once in ten folds.</summary>
internal sealed record QualityResult(
    string Name,
    IReadOnlyList<ProtocolResult> Seeds,
    IReadOnlyList<ProtocolResult> Folds,
    int CatalogueSize,
    TimeSpan TimePerSplit)
{
    public IReadOnlyList<UserMetrics> Users { get; } = [.. Folds.SelectMany(fold => fold.Users)];

    public double FoldCoverage => Folds.SelectMany(fold => fold.RecommendedItems).Distinct().Count() / (double)CatalogueSize;

    /// <summary>Mean over the seeds and their sample standard deviation.</summary>
    public (double Mean, double Deviation) OverSeeds(Func<UserMetrics, double> metric) => Statistics([.. Seeds.Select(seed => metric(seed.Mean))]);

    /// <summary>Mean over all users and its standard error.</summary>
    public (double Mean, double Error) OverUsers(Func<UserMetrics, double> metric)
    {
        var (mean, deviation) = Statistics([.. Users.Select(metric)]);
        return (mean, deviation / Math.Sqrt(Users.Count));
    }

    /// <summary>Mean of the difference to another recipe over the same users, and its standard error.</summary>
    public (double Mean, double Error) Beyond(QualityResult other, Func<UserMetrics, double> metric)
    {
        var (mean, deviation) = Statistics([.. Users.Zip(other.Users, (own, than) => metric(own) - metric(than))]);
        return (mean, deviation / Math.Sqrt(Users.Count));
    }

    private static (double Mean, double Deviation) Statistics(double[] values)
    {
        var mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Length - 1)));
    }
}
