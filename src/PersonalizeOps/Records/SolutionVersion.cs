namespace PersonalizeOps.Records;

/// <summary>A solution version: one trained model of a solution.</summary>
public sealed record SolutionVersion : IHasStatus
{
    /// <summary>The name of the solution.</summary>
    public required string Solution { get; init; }

    /// <summary>The id of the version, the last part of its ARN.</summary>
    public required string Version { get; init; }

    /// <summary>Its ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>The ARN of the solution.</summary>
    public required string SolutionArn { get; init; }

    /// <summary>The name of the dataset group.</summary>
    public required string DatasetGroup { get; init; }

    /// <summary>The ARN of the dataset group.</summary>
    public required string DatasetGroupArn { get; init; }

    /// <summary>The name of the recipe.</summary>
    public string? Recipe { get; init; }

    /// <summary>The ARN of the recipe.</summary>
    public string? RecipeArn { get; init; }

    /// <summary>FULL or UPDATE.</summary>
    public string? TrainingMode { get; init; }

    /// <summary>MANUAL or AUTOMATIC.</summary>
    public string? TrainingType { get; init; }

    /// <summary>The billed training hours, once trained.</summary>
    public double? TrainingHours { get; init; }

    /// <summary>CREATE PENDING, CREATE IN_PROGRESS, ACTIVE, CREATE FAILED, or a DELETE status.</summary>
    public required string Status { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? FailureReason { get; init; }

    /// <summary>When it was created, in local time.</summary>
    public DateTime? Created { get; init; }

    /// <summary>When it last changed, in local time.</summary>
    public DateTime? Updated { get; init; }
}
