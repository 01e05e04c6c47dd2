namespace PersonalizeOps.Records;

/// <summary>A dataset import job: a file on S3 that becomes the content of a dataset. ACTIVE means finished.</summary>
public sealed record PersonalizeImport : PersonalizeResource
{
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
}
