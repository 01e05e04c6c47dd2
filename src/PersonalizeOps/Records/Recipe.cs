namespace PersonalizeOps.Records;

/// <summary>A recipe: an algorithm of the service for one kind of recommendation.</summary>
public sealed record Recipe : PersonalizeResource
{
    /// <summary>USER_PERSONALIZATION, POPULAR_ITEMS, RELATED_ITEMS, PERSONALIZED_RANKING, PERSONALIZED_ACTIONS or USER_SEGMENTATION.</summary>
    public string? RecipeType { get; init; }

    /// <summary>ECOMMERCE or VIDEO_ON_DEMAND for a use case of a domain, else null.</summary>
    public string? Domain { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The ARN of its algorithm.</summary>
    public string? AlgorithmArn { get; init; }

    /// <summary>The ARN of its feature transformation, or null.</summary>
    public string? FeatureTransformationArn { get; init; }

    /// <summary>The hyperparameters of its algorithm with their defaults.</summary>
    public required IReadOnlyDictionary<string, string> DefaultHyperParameter { get; init => field = NamedValues<string>.Of(value); }
}
