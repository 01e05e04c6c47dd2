namespace PersonalizeOps.Records;

/// <summary>A dataset import job: a file on S3 that becomes the content of a dataset. ACTIVE means finished.</summary>
public sealed record PersonalizeImport : IHasStatus
{
    /// <summary>The job's name.</summary>
    public required string Name { get; init; }

    /// <summary>The job's ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>The name of the dataset group.</summary>
    public required string DatasetGroup { get; init; }

    /// <summary>The ARN of the dataset group.</summary>
    public required string DatasetGroupArn { get; init; }

    /// <summary>Interactions, Items, Users, Actions or Action_Interactions.</summary>
    public required string DatasetType { get; init; }

    /// <summary>The ARN of the dataset.</summary>
    public required string DatasetArn { get; init; }

    /// <summary>The S3 URI that is read.</summary>
    public string? DataLocation { get; init; }

    /// <summary>FULL replaces the dataset, INCREMENTAL adds to it.</summary>
    public string? ImportMode { get; init; }

    /// <summary>The role that reads S3.</summary>
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
