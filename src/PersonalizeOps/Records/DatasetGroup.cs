namespace PersonalizeOps.Records;

/// <summary>A dataset group: what holds datasets, solutions and campaigns of one domain of data.</summary>
public sealed record DatasetGroup : PersonalizeResource
{
    /// <summary>ECOMMERCE, VIDEO_ON_DEMAND, or null for a custom group.</summary>
    public string? Domain { get; init; }
}
