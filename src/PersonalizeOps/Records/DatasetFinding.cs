using PersonalizeOps.Data;

namespace PersonalizeOps.Records;

/// <summary>A fault of a dataset's file, or something worth knowing about its data.</summary>
public sealed record DatasetFinding
{
    /// <summary>Error: an import, or the training of the recipe, will fail. Warning: probably not meant so. Information: good to know.</summary>
    public required CheckSeverity Severity { get; init; }

    /// <summary>The kind of finding, such as NotAnInteger or DuplicateRecord.</summary>
    public required string Code { get; init; }

    /// <summary>The file's path or S3 URI.</summary>
    public required string File { get; init; }

    /// <summary>What the file holds: Interactions, Items, Users, Actions or Action_Interactions.</summary>
    public required string DatasetType { get; init; }

    /// <summary>The column, if the finding is about one.</summary>
    public string? Column { get; init; }

    /// <summary>The first line with it, if it is about rows; the header is line 1.</summary>
    public long? Row => Rows.Count > 0 ? Rows[0] : null;

    /// <summary>The first lines with it, as many as -MaxFindings says.</summary>
    public required IReadOnlyList<long> Rows { get; init; }

    /// <summary>How many rows, users, items or values it is about.</summary>
    public required long Count { get; init; }

    /// <summary>What was found; of faults in rows, the one at the first row.</summary>
    public required string Message { get; init; }

    /// <summary>What to do.</summary>
    public required string Advice { get; init; }

    /// <summary>What is wrong at each of the first rows.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    /// <summary>The file in a line: what it holds, how much, and whether it can be imported.</summary>
    public required string Summary { get; init; }
}
