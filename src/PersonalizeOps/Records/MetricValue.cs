namespace PersonalizeOps.Records;

/// <summary>One metric of one solution version, beside those that it is compared with.</summary>
public sealed record MetricValue
{
    /// <summary>The name of the metric as the service has it.</summary>
    public required string Metric { get; init; }

    /// <summary>The name of the solution, with the id of the version where several versions of a solution are compared.</summary>
    public required string Version { get; init; }

    /// <summary>The ARN of the version.</summary>
    public required string SolutionVersionArn { get; init; }

    /// <summary>The name of the recipe.</summary>
    public string? Recipe { get; init; }

    /// <summary>The value, or null when the version has no such metric.</summary>
    public double? Value { get; init; }

    /// <summary>How much higher than that of the reference; null for the reference itself.</summary>
    public double? Difference { get; init; }

    /// <summary>How many times that of the reference; null for the reference itself, and when the reference has 0.</summary>
    public double? Ratio { get; init; }

    /// <summary>Whether it is the best of those compared. None is, when all are equal or when more is not better.</summary>
    public bool IsBest { get; init; }

    /// <summary>Whether the others are compared with this one.</summary>
    public bool IsReference { get; init; }

    /// <summary>Whether this version only recommends what is popular.</summary>
    public bool IsBaseline { get; init; }
}
