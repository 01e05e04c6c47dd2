namespace PersonalizeOps.Records;

/// <summary>An item of a user's history to which a recommendation owes a part of its score.</summary>
public sealed record RecommendationReason
{
    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <summary>The id of the recommended film.</summary>
    public required string ItemId { get; init; }

    /// <summary>Its title, or null when no titles are known.</summary>
    public string? Title { get; init; }

    /// <summary>The id of the film in the history.</summary>
    public required string BecauseOf { get; init; }

    /// <summary>Its title, or null when no titles are known.</summary>
    public string? BecauseOfTitle { get; init; }

    /// <summary>Its share of what the history contributes, 0 to 1; the shares of a recommendation sum to 1.</summary>
    public required double Share { get; init; }

    /// <summary>The name of the campaign.</summary>
    public required string Campaign { get; init; }
}
