namespace PersonalizeOps.Records;

/// <summary>What became of a resource in the removal of a dataset group.</summary>
public sealed record RemovalResult
{
    /// <summary>The kind in words.</summary>
    public required string Kind { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The ARN, or the S3 URI of files.</summary>
    public required string Arn { get; init; }

    /// <summary>Removed; or Stays, for what the service cannot delete or nobody asked to delete.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why it stays, and what it costs.</summary>
    public string? Note { get; init; }
}
