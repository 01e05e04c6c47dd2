namespace PersonalizeOps.Records;

/// <summary>A table of batch recommendations that was written to a file.</summary>
public sealed record RecommendationTableFile
{
    /// <summary>The full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Tutorial or Long.</summary>
    public required string Layout { get; init; }

    /// <summary>The number of lines read from the batch output.</summary>
    public required long Lines { get; init; }

    /// <summary>The number of rows written.</summary>
    public required long Rows { get; init; }

    /// <summary>The number of lines that carried an error and gave no row.</summary>
    public required long Errors { get; init; }

    /// <summary>The size of the file in bytes.</summary>
    public required long Length { get; init; }
}
