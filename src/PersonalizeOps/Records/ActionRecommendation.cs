namespace PersonalizeOps.Records;

/// <summary>One action recommended to one user.</summary>
public sealed record ActionRecommendation
{
    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <summary>The place in the list, from 1.</summary>
    public required int Rank { get; init; }

    /// <summary>The id of the action.</summary>
    public required string ActionId { get; init; }

    /// <summary>The propensity, 0 to 1: how likely the user takes the action.</summary>
    public double? Score { get; init; }

    /// <summary>The name of the campaign.</summary>
    public required string Campaign { get; init; }

    /// <summary>The id of the recommendation, to report with events.</summary>
    public string? RecommendationId { get; init; }
}
