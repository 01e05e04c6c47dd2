namespace PersonalizeOps.Records;

/// <summary>A dataset export job: the content of a dataset, written to S3. ACTIVE means finished.</summary>
public sealed record PersonalizeExport : PersonalizeResource
{
    /// <summary>The name of the dataset group.</summary>
    public required string DatasetGroup { get; init; }

    /// <summary>The ARN of the dataset group.</summary>
    public required string DatasetGroupArn { get; init; }

    /// <summary>Interactions, Items, Users, Actions or Action_Interactions.</summary>
    public required string DatasetType { get; init; }

    /// <summary>The ARN of the dataset.</summary>
    public required string DatasetArn { get; init; }

    /// <summary>BULK, PUT or ALL: what was imported, what was sent in real time, or both.</summary>
    public string? IngestionMode { get; init; }

    /// <summary>The S3 URI of the folder that receives the files.</summary>
    public string? OutputUri { get; init; }

    /// <summary>The role that writes S3.</summary>
    public string? RoleArn { get; init; }
}
