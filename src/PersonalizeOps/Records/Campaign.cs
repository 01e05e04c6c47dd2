namespace PersonalizeOps.Records;

/// <summary>A campaign: a solution version that answers requests in real time.</summary>
public sealed record Campaign : PersonalizeResource
{
    /// <summary>The name of the solution.</summary>
    public required string Solution { get; init; }

    /// <summary>The id of the solution version that serves.</summary>
    public required string Version { get; init; }

    /// <summary>The ARN of the solution version that serves.</summary>
    public required string SolutionVersionArn { get; init; }

    /// <summary>The provisioned requests per second, the floor of its bill.</summary>
    public int? MinProvisionedTps { get; init; }

    /// <summary>The exploration settings, by name.</summary>
    public required IReadOnlyDictionary<string, string> ItemExplorationConfig { get; init => field = NamedValues<string>.Of(value); }

    /// <summary>Whether recommendations may carry columns of the Items dataset.</summary>
    public bool EnableMetadata { get; init; }

    /// <summary>Whether it takes over each new version of its solution by itself.</summary>
    public bool SyncWithLatestSolutionVersion { get; init; }
}
