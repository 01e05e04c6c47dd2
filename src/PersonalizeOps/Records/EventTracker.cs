namespace PersonalizeOps.Records;

/// <summary>An event tracker: it takes the events of a dataset group in real time.</summary>
public sealed record EventTracker : PersonalizeResource
{
    /// <summary>The name of the dataset group.</summary>
    public required string DatasetGroup { get; init; }

    /// <summary>The ARN of the dataset group.</summary>
    public required string DatasetGroupArn { get; init; }

    /// <summary>The id that names it when events are sent.</summary>
    public required string TrackingId { get; init; }
}
