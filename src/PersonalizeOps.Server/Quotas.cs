namespace PersonalizeOps.Server;

/// <summary>How many resources there may be at a time, per account and region. The defaults are AWS's; there and here most can be raised.</summary>
/// <remarks>Source: Personalize developer guide, "Amazon Personalize endpoints and quotas".</remarks>
public sealed record Quotas
{
    private static readonly Dictionary<string, Func<Quotas, int, Quotas>> ByName = new()
    {
        ["schemas"] = (quotas, value) => quotas with { Schemas = value },
        ["dataset-groups"] = (quotas, value) => quotas with { DatasetGroups = value },
        ["pending-imports"] = (quotas, value) => quotas with { PendingImports = value },
        ["pending-exports"] = (quotas, value) => quotas with { PendingExports = value },
        ["pending-batch-inference-jobs"] = (quotas, value) => quotas with { PendingBatchInferenceJobs = value },
        ["pending-batch-segment-jobs"] = (quotas, value) => quotas with { PendingBatchSegmentJobs = value },
        ["pending-solution-versions"] = (quotas, value) => quotas with { PendingSolutionVersions = value },
        ["recommenders"] = (quotas, value) => quotas with { Recommenders = value },
        ["solutions-per-group"] = (quotas, value) => quotas with { SolutionsPerGroup = value },
        ["campaigns-per-group"] = (quotas, value) => quotas with { CampaignsPerGroup = value },
        ["recommenders-per-group"] = (quotas, value) => quotas with { RecommendersPerGroup = value },
        ["filters-per-group"] = (quotas, value) => quotas with { FiltersPerGroup = value },
        ["pending-deletions-per-group"] = (quotas, value) => quotas with { PendingDeletionsPerGroup = value },
    };

    /// <summary>Gets the names that <see cref="With"/> knows.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>Gets the most schemas.</summary>
    public int Schemas { get; init; } = 500;

    /// <summary>Gets the most dataset groups.</summary>
    public int DatasetGroups { get; init; } = 5;

    /// <summary>Gets the most dataset import jobs that are pending or in progress.</summary>
    public int PendingImports { get; init; } = 5;

    /// <summary>Gets the most dataset export jobs that are pending or in progress.</summary>
    public int PendingExports { get; init; } = 5;

    /// <summary>Gets the most batch inference jobs that are pending or in progress.</summary>
    public int PendingBatchInferenceJobs { get; init; } = 5;

    /// <summary>Gets the most batch segment jobs that are pending or in progress.</summary>
    public int PendingBatchSegmentJobs { get; init; } = 5;

    /// <summary>Gets the most solution versions that are pending or in progress.</summary>
    public int PendingSolutionVersions { get; init; } = 20;

    /// <summary>Gets the most recommenders of all dataset groups.</summary>
    public int Recommenders { get; init; } = 15;

    /// <summary>Gets the most solutions of a dataset group.</summary>
    public int SolutionsPerGroup { get; init; } = 10;

    /// <summary>Gets the most campaigns of a dataset group.</summary>
    public int CampaignsPerGroup { get; init; } = 5;

    /// <summary>Gets the most recommenders of a dataset group.</summary>
    public int RecommendersPerGroup { get; init; } = 5;

    /// <summary>Gets the most filters of a dataset group.</summary>
    public int FiltersPerGroup { get; init; } = 30;

    /// <summary>Gets the most data deletion jobs of a dataset group that are pending or in progress.</summary>
    public int PendingDeletionsPerGroup { get; init; } = 5;

    /// <summary>Changes one quota.</summary>
    /// <param name="setting">Its name and its new value, such as <c>dataset-groups=50</c>.</param>
    /// <returns>The quotas, changed.</returns>
    /// <exception cref="StartException">There is no such quota, or the value is no number of at least 1.</exception>
    public Quotas With(string setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var at = setting.IndexOf('=', StringComparison.Ordinal);
        var name = at < 0 ? setting : setting[..at];
        if (!ByName.TryGetValue(name, out var change))
        {
            throw new StartException($"There is no quota '{name}'; there are {string.Join(", ", Names)}.");
        }

        return at >= 0 && int.TryParse(setting.AsSpan(at + 1), out var value) && value >= 1
            ? change(this, value)
            : throw new StartException($"The quota {name} needs a number of at least 1, such as {name}=50.");
    }
}
