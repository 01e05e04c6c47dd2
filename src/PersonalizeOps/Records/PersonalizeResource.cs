namespace PersonalizeOps.Records;

/// <summary>What all resources of the service have in common.</summary>
public abstract record PersonalizeResource
{
    /// <summary>Its name; a solution version is named SOLUTION/ID.</summary>
    public required string Name { get; init; }

    /// <summary>Its ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>
    /// CREATE PENDING, CREATE IN_PROGRESS, ACTIVE, CREATE FAILED, or a DELETE status; for a job ACTIVE means finished. A solution version can be
    /// CREATE STOPPED, a recommender INACTIVE, a data deletion COMPLETED.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? FailureReason { get; init; }

    /// <summary>The status of the newest update, during which the resource itself stays ACTIVE; null when there was none.</summary>
    public string? UpdateStatus { get; init; }

    /// <summary>Why the newest update failed, or null.</summary>
    public string? UpdateFailureReason { get; init; }

    /// <summary>When it was created, in local time.</summary>
    public DateTime? Created { get; init; }

    /// <summary>When it last changed, in local time.</summary>
    public DateTime? Updated { get; init; }
}
