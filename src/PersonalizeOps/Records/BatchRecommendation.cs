namespace PersonalizeOps.Records;

/// <summary>A batch inference job: recommendations for many users, written to S3. ACTIVE means finished.</summary>
public sealed record BatchRecommendation : IHasStatus
{
    /// <summary>The job's name.</summary>
    public required string Name { get; init; }

    /// <summary>The job's ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>The name of the solution.</summary>
    public required string Solution { get; init; }

    /// <summary>The ARN of the solution version.</summary>
    public required string SolutionVersionArn { get; init; }

    /// <summary>The S3 URI of the input, JSON lines.</summary>
    public string? InputUri { get; init; }

    /// <summary>The S3 URI of the folder that receives the output.</summary>
    public string? OutputUri { get; init; }

    /// <summary>The number of items for each user.</summary>
    public int? NumResults { get; init; }

    /// <summary>The role that reads and writes S3.</summary>
    public string? RoleArn { get; init; }

    /// <summary>CREATE PENDING, CREATE IN_PROGRESS, ACTIVE, CREATE FAILED, or a DELETE status.</summary>
    public required string Status { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? FailureReason { get; init; }

    /// <summary>When it was created, in local time.</summary>
    public DateTime? Created { get; init; }

    /// <summary>When it last changed, in local time.</summary>
    public DateTime? Updated { get; init; }
}
