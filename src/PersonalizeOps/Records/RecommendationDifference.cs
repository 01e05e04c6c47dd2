namespace PersonalizeOps.Records;

/// <summary>One film in the recommendations of two campaigns to one user.</summary>
public sealed record RecommendationDifference
{
    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <summary>The id of the film.</summary>
    public required string ItemId { get; init; }

    /// <summary>The title without the year, or null when no titles are known.</summary>
    public string? Title { get; init; }

    /// <summary>The year of the film, or null.</summary>
    public int? Year { get; init; }

    /// <summary>The place in the first campaign, from 1; null when it is not among its films.</summary>
    public int? Rank { get; init; }

    /// <summary>The place in the other campaign; null when it is not among its films.</summary>
    public int? DifferenceRank { get; init; }

    /// <summary>How many places it went up in the other campaign, negative for down; null when one of them lacks it.</summary>
    public int? Move { get; init; }

    /// <summary>The share of the first campaign's films that the other has too, for this user, 0 to 1.</summary>
    public required double Overlap { get; init; }

    /// <summary>The name of the first campaign.</summary>
    public required string Campaign { get; init; }

    /// <summary>The name of the other campaign.</summary>
    public required string DifferenceCampaign { get; init; }
}
