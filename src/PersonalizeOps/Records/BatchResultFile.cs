namespace PersonalizeOps.Records;

/// <summary>A file with the output of a batch job that was downloaded.</summary>
public sealed record BatchResultFile
{
    /// <summary>The name of the job.</summary>
    public required string Job { get; init; }

    /// <summary>The full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>The number of lines.</summary>
    public required long Lines { get; init; }

    /// <summary>The number of lines that carry an error.</summary>
    public required long Errors { get; init; }

    /// <summary>The size of the file in bytes.</summary>
    public required long Length { get; init; }
}
