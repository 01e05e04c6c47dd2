namespace PersonalizeOps.Records;

/// <summary>A metric attribution: it adds up events by what recommended the items.</summary>
public sealed record MetricAttribution : PersonalizeResource
{
    /// <summary>The name of the dataset group.</summary>
    public required string DatasetGroup { get; init; }

    /// <summary>The ARN of the dataset group.</summary>
    public required string DatasetGroupArn { get; init; }

    /// <summary>Its metrics: for each a name, an event type and an expression.</summary>
    public required IReadOnlyList<MetricDefinition> Metric { get; init; }

    /// <summary>The S3 URI of the folder that receives the reports, or null.</summary>
    public string? OutputUri { get; init; }

    /// <summary>The role that writes S3.</summary>
    public string? RoleArn { get; init; }
}
