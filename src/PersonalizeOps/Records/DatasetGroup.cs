namespace PersonalizeOps.Records;

/// <summary>A dataset group: what holds datasets, solutions and campaigns of one domain of data.</summary>
public sealed record DatasetGroup : IHasStatus
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>CREATE PENDING, CREATE IN_PROGRESS, ACTIVE, CREATE FAILED, or a DELETE status.</summary>
    public required string Status { get; init; }

    /// <summary>ECOMMERCE, VIDEO_ON_DEMAND, or null for a custom group.</summary>
    public string? Domain { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? FailureReason { get; init; }

    /// <summary>When it was created, in local time.</summary>
    public DateTime? Created { get; init; }

    /// <summary>When it last changed, in local time.</summary>
    public DateTime? Updated { get; init; }
}
