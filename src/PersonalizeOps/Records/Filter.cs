namespace PersonalizeOps.Records;

/// <summary>A filter: which items recommendations may hold.</summary>
public sealed record Filter : PersonalizeResource
{
    /// <summary>The name of the dataset group.</summary>
    public required string DatasetGroup { get; init; }

    /// <summary>The ARN of the dataset group.</summary>
    public required string DatasetGroupArn { get; init; }

    /// <summary>The filter expression.</summary>
    public required string Expression { get; init; }
}
