namespace PersonalizeOps.Records;

/// <summary>A campaign: a solution version that answers requests in real time.</summary>
public sealed record Campaign : IHasStatus
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>The name of the solution.</summary>
    public required string Solution { get; init; }

    /// <summary>The id of the solution version that serves.</summary>
    public required string Version { get; init; }

    /// <summary>The ARN of the solution version that serves.</summary>
    public required string SolutionVersionArn { get; init; }

    /// <summary>The provisioned requests per second, the floor of its bill.</summary>
    public int? MinProvisionedTps { get; init; }

    /// <summary>The exploration settings, by name.</summary>
    public required IReadOnlyDictionary<string, string> ItemExplorationConfig { get; init; }

    /// <summary>CREATE PENDING, CREATE IN_PROGRESS, ACTIVE, CREATE FAILED, or a DELETE status.</summary>
    public required string Status { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? FailureReason { get; init; }

    /// <summary>When it was created, in local time.</summary>
    public DateTime? Created { get; init; }

    /// <summary>When it last changed, in local time.</summary>
    public DateTime? Updated { get; init; }
}
