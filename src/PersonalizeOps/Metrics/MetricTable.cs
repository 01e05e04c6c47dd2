using PersonalizeOps.Connection;
using PersonalizeOps.Records;

namespace PersonalizeOps.Metrics;

/// <summary>Puts the metrics of several solution versions side by side.</summary>
internal static class MetricTable
{
    /// <summary>One comparison for each metric that at least one version has.</summary>
    public static IReadOnlyList<MetricComparison> Compare(IReadOnlyList<SolutionMetrics> versions, SolutionMetrics reference)
    {
        var names = Names(versions);
        var groups = string.Join(", ", versions.Select(version => version.DatasetGroup).Distinct(StringComparer.Ordinal));
        return
        [
            .. MetricCatalog.InOrder(versions.SelectMany(version => version.Metric.Keys).Distinct(StringComparer.Ordinal))
                .Select(metric => Compare(metric, versions, names, reference, groups)),
        ];
    }

    /// <summary>Whether a version recommends to everybody what is popular.</summary>
    public static bool IsBaseline(SolutionMetrics version) => version.Recipe == PersonalizeApi.PopularityRecipe;

    private static MetricComparison Compare(
        string metric, IReadOnlyList<SolutionMetrics> versions, List<string> names, SolutionMetrics reference, string groups)
    {
        var description = MetricCatalog.Describe(metric);
        var best = description.MoreIsBetter ? BestOf(metric, versions) : null;
        var values = versions.Select((version, place) => ToValue(metric, version, names[place], reference, best)).ToList();
        return new MetricComparison
        {
            Metric = metric,
            Name = description.Name,
            Meaning = description.Meaning,
            DatasetGroup = groups,
            Reference = values.First(value => value.IsReference).Version,
            Baseline = values.FirstOrDefault(value => value.IsBaseline)?.Version,
            Best = [.. values.Where(value => value.IsBest).Select(value => value.Version)],
            Value = values.ToDictionary(value => value.Version, value => value.Value, StringComparer.OrdinalIgnoreCase),
            Version = values,
        };
    }

    private static MetricValue ToValue(string metric, SolutionMetrics version, string name, SolutionMetrics reference, double? best)
    {
        var value = ValueOf(metric, version);
        var isReference = version.SolutionVersionArn == reference.SolutionVersionArn;
        var other = isReference ? null : ValueOf(metric, reference);
        return new MetricValue
        {
            Metric = metric,
            Version = name,
            SolutionVersionArn = version.SolutionVersionArn,
            Recipe = version.Recipe,
            Value = value,
            Difference = value - other,
            Ratio = other > 0 ? value / other : null,
            IsBest = best is not null && value == best,
            IsReference = isReference,
            IsBaseline = IsBaseline(version),
        };
    }

    /// <summary>The best value, or null when no version is better than another.</summary>
    private static double? BestOf(string metric, IReadOnlyList<SolutionMetrics> versions)
    {
        var values = versions.Select(version => ValueOf(metric, version)).OfType<double>().ToList();
        return values.Count > 1 && values.Max() > values.Min() ? values.Max() : null;
    }

    private static double? ValueOf(string metric, SolutionMetrics version) => version.Metric.TryGetValue(metric, out var value) ? value : null;

    /// <summary>The name of the solution where it is compared with others, with the id of the version where with itself.</summary>
    private static List<string> Names(IReadOnlyList<SolutionMetrics> versions)
    {
        var counts = versions.CountBy(version => version.Solution, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase);
        return [.. versions.Select(version => counts[version.Solution] == 1 ? version.Solution : $"{version.Solution}/{version.Version}")];
    }
}
