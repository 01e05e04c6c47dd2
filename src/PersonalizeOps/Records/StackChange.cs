namespace PersonalizeOps.Records;

/// <summary>What CloudFormation would do to one resource of a stack.</summary>
public sealed record StackChange
{
    /// <summary>The name of the stack.</summary>
    public required string Stack { get; init; }

    /// <summary>Add, Modify, Remove, Import or Dynamic.</summary>
    public required string Action { get; init; }

    /// <summary>The name of the resource in the template.</summary>
    public required string LogicalId { get; init; }

    /// <summary>The type of the resource.</summary>
    public required string Type { get; init; }

    /// <summary>Whether a modification makes a new resource in place of the old one: True, False or Conditional; null for other actions.</summary>
    public string? Replacement { get; init; }

    /// <summary>What of the resource changes, such as Properties.Timeout.</summary>
    public required IReadOnlyList<string> Detail { get; init; }
}
