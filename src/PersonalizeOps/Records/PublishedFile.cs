namespace PersonalizeOps.Records;

/// <summary>A file that was uploaded to S3.</summary>
public sealed record PublishedFile
{
    /// <summary>The full path of the file that was uploaded.</summary>
    public required string LocalPath { get; init; }

    /// <summary>The S3 URI of the object, as New-PersonalizeImport takes it.</summary>
    public required string DataLocation { get; init; }

    /// <summary>The bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>The key of the object.</summary>
    public required string Key { get; init; }

    /// <summary>The type of dataset that a CSV file is named after, such as Interactions for interactions.csv; else null.</summary>
    public string? DatasetType { get; init; }

    /// <summary>The size in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>CRC64NVME of file and object, in base64 as S3 shows it.</summary>
    public required string Checksum { get; init; }

    /// <summary>The number of parts.</summary>
    public required int Parts { get; init; }

    /// <summary>How many of them an earlier, interrupted upload had sent.</summary>
    public required int ResumedParts { get; init; }

    /// <summary>Uploaded, Resumed, or Unchanged when the object had this content before.</summary>
    public required string Status { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }
}
