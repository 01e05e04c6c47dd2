namespace PersonalizeOps.Records;

/// <summary>One line of the output of a batch job.</summary>
public sealed record BatchResult
{
    /// <summary>The name of the job.</summary>
    public required string Job { get; init; }

    /// <summary>What the line was asked about: a user, an item, or attributes of items.</summary>
    public required string Input { get; init; }

    /// <summary>The items recommended, best first; empty for segments.</summary>
    public required IReadOnlyList<string> ItemId { get; init; }

    /// <summary>The users of the segment, most likely first; empty for recommendations.</summary>
    public required IReadOnlyList<string> UserId { get; init; }

    /// <summary>A score for each item; empty for recipes without scores.</summary>
    public required IReadOnlyList<double> Score { get; init; }

    /// <summary>Why the line failed, or null.</summary>
    public string? Error { get; init; }
}
