namespace PersonalizeOps.Records;

/// <summary>The offline metrics of a solution version, measured on users held out of training.</summary>
public sealed record SolutionMetrics
{
    /// <summary>The name of the solution.</summary>
    public required string Solution { get; init; }

    /// <summary>The id of the version.</summary>
    public required string Version { get; init; }

    /// <summary>The ARN of the version.</summary>
    public required string SolutionVersionArn { get; init; }

    /// <summary>The name of the recipe.</summary>
    public string? Recipe { get; init; }

    /// <summary>The name of the dataset group that it was trained on.</summary>
    public required string DatasetGroup { get; init; }

    /// <summary>The ARN of the dataset group.</summary>
    public required string DatasetGroupArn { get; init; }

    /// <summary>When the training began, in local time.</summary>
    public DateTime? Created { get; init; }

    /// <summary>The share of items that the model might recommend, 0 to 1.</summary>
    public double? Coverage { get; init; }

    /// <summary>Mean reciprocal rank of the first hit in the top 25.</summary>
    public double? MrrAt25 { get; init; }

    /// <summary>Normalized discounted cumulative gain of the top 5, 0 to 1.</summary>
    public double? NdcgAt5 { get; init; }

    /// <summary>Normalized discounted cumulative gain of the top 10, 0 to 1.</summary>
    public double? NdcgAt10 { get; init; }

    /// <summary>Normalized discounted cumulative gain of the top 25, 0 to 1.</summary>
    public double? NdcgAt25 { get; init; }

    /// <summary>The share of hits in the top 5.</summary>
    public double? PrecisionAt5 { get; init; }

    /// <summary>The share of hits in the top 10.</summary>
    public double? PrecisionAt10 { get; init; }

    /// <summary>The share of hits in the top 25.</summary>
    public double? PrecisionAt25 { get; init; }

    /// <summary>All metrics by the service's names.</summary>
    public required IReadOnlyDictionary<string, double> Metric { get; init => field = NamedValues<double>.Of(value); }
}
