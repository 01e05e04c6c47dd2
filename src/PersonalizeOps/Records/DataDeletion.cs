namespace PersonalizeOps.Records;

/// <summary>A data deletion job: it deletes users and their interactions from the datasets of a group. COMPLETED means finished.</summary>
public sealed record DataDeletion : PersonalizeResource
{
    /// <summary>The name of the dataset group.</summary>
    public required string DatasetGroup { get; init; }

    /// <summary>The ARN of the dataset group.</summary>
    public required string DatasetGroupArn { get; init; }

    /// <summary>The S3 URI of the list of users.</summary>
    public string? DataLocation { get; init; }

    /// <summary>The number of records deleted, once finished.</summary>
    public int? NumDeleted { get; init; }

    /// <summary>The role that reads S3.</summary>
    public string? RoleArn { get; init; }
}
