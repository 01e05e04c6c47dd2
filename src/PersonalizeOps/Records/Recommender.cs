namespace PersonalizeOps.Records;

/// <summary>A recommender: a use case of a domain dataset group, trained and served by the service.</summary>
public sealed record Recommender : PersonalizeResource
{
    /// <summary>The name of the dataset group.</summary>
    public required string DatasetGroup { get; init; }

    /// <summary>The ARN of the dataset group.</summary>
    public required string DatasetGroupArn { get; init; }

    /// <summary>The name of the use case, its recipe.</summary>
    public required string Recipe { get; init; }

    /// <summary>The ARN of the recipe.</summary>
    public required string RecipeArn { get; init; }

    /// <summary>The requests per second that are always provided for, the floor of its bill.</summary>
    public int? MinRequestsPerSecond { get; init; }

    /// <summary>The exploration settings, by name.</summary>
    public required IReadOnlyDictionary<string, string> ItemExplorationConfig { get; init => field = NamedValues<string>.Of(value); }

    /// <summary>Whether recommendations may carry columns of the Items dataset.</summary>
    public bool EnableMetadata { get; init; }

    /// <summary>Its offline metrics by the service's names; empty until it is trained.</summary>
    public required IReadOnlyDictionary<string, double> Metric { get; init => field = NamedValues<double>.Of(value); }
}
