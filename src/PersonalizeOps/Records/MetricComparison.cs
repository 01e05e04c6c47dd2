namespace PersonalizeOps.Records;

/// <summary>One metric of several solution versions, compared with a reference.</summary>
public sealed record MetricComparison
{
    /// <summary>The name of the metric as the service has it.</summary>
    public required string Metric { get; init; }

    /// <summary>Its usual short name, such as NDCG@10.</summary>
    public required string Name { get; init; }

    /// <summary>What it measures, in words.</summary>
    public required string Meaning { get; init; }

    /// <summary>The names of the dataset groups of the versions.</summary>
    public required string DatasetGroup { get; init; }

    /// <summary>The version that the others are compared with.</summary>
    public required string Reference { get; init; }

    /// <summary>The version that recommends what is popular, or null when there is none.</summary>
    public string? Baseline { get; init; }

    /// <summary>The versions with the best value.</summary>
    public required IReadOnlyList<string> Best { get; init; }

    /// <summary>The values by version.</summary>
    public required IReadOnlyDictionary<string, double?> Value { get; init => field = NamedValues<double?>.Of(value); }

    /// <summary>The versions with value, difference and ratio, in the order in which they were given; the baseline that was found is last.</summary>
    public required IReadOnlyList<MetricValue> Version { get; init; }
}
