namespace PersonalizeOps.Records;

/// <summary>A dataset's file that was checked.</summary>
public sealed record DatasetReport
{
    /// <summary>The file's path or S3 URI.</summary>
    public required string File { get; init; }

    /// <summary>What the file holds: Interactions, Items, Users, Actions or Action_Interactions.</summary>
    public required string DatasetType { get; init; }

    /// <summary>Whether it has no errors.</summary>
    public required bool IsValid { get; init; }

    /// <summary>The kinds of fault that make an import, or the training of the recipe, fail.</summary>
    public required int Errors { get; init; }

    /// <summary>The kinds of fault that are probably not meant.</summary>
    public required int Warnings { get; init; }

    /// <summary>The records, without the header.</summary>
    public required long Rows { get; init; }

    /// <summary>The different users, where the dataset has users.</summary>
    public long? Users { get; init; }

    /// <summary>The different items or actions, where the dataset has them.</summary>
    public long? Items { get; init; }

    /// <summary>The share of all pairs of user and item that have an interaction.</summary>
    public double? Density { get; init; }

    /// <summary>The time of the first interaction.</summary>
    public DateTime? First { get; init; }

    /// <summary>The time of the last interaction.</summary>
    public DateTime? Last { get; init; }

    /// <summary>The size of the file.</summary>
    public required long Bytes { get; init; }

    /// <summary>The Avro schema that the records were checked against, JSON.</summary>
    public required string Schema { get; init; }

    /// <summary>What was found, the worst first.</summary>
    public required IReadOnlyList<DatasetFinding> Findings { get; init; }

    /// <summary>The file in a line: what it holds, how much, and whether it can be imported.</summary>
    public required string Summary { get; init; }
}
