using PersonalizeOps.Engine.Filters;

namespace PersonalizeOps.Engine.Models;

/// <summary>What is asked of a model of a user segmentation recipe: exactly one of an item and an attribute expression.</summary>
public sealed record SegmentQuery
{
    /// <summary>The most users that can be asked for.</summary>
    public const int MaximumResults = 5_000_000;

    /// <summary>The item whose likeliest users are wanted; needed by aws-item-affinity.</summary>
    public string? ItemId { get; init; }

    /// <summary>
    /// The attributes of the items whose likeliest users are wanted; needed by aws-item-attribute-affinity. Such as
    /// <c>ITEMS.GENRES = "Comedy" AND ITEMS.YEAR = 1999</c>: only = and AND; column names and keywords in any case; a column that holds
    /// several values, separated by "|", has each of them.
    /// </summary>
    public string? ItemAttributes { get; init; }

    /// <summary>The number of users, 0 to 5 million; fewer are given when there are no more users. Default 25.</summary>
    public int NumResults { get; init; } = 25;

    /// <summary>Which users may be in the segment; null for all.</summary>
    public ItemFilter? Filter { get; init; }
}
