using PersonalizeOps.Engine.Filters;

namespace PersonalizeOps.Engine.Models;

/// <summary>What is asked of a trained model.</summary>
public sealed record RecommendationQuery
{
    /// <summary>The most recommendations that can be asked for.</summary>
    public const int MaximumResults = 500;

    /// <summary>The user; needed by user personalization, ignored by the other recipes. A user nobody has seen gets popular items.</summary>
    public string? UserId { get; init; }

    /// <summary>The item; needed by related-items recipes, ignored by the others. An item nobody has seen gives popular items.</summary>
    public string? ItemId { get; init; }

    /// <summary>The number of recommendations, 0 to 500; fewer are given when there are no more items.</summary>
    public int NumResults { get; init; } = 25;

    /// <summary>Items the user interacted with after the training, oldest first; they follow the history known from the training.</summary>
    public IReadOnlyList<string>? RecentItems { get; init; }

    /// <summary>What the user did with actions after the training, oldest first; used by next-best-action only.</summary>
    public IReadOnlyList<RecentAction>? RecentActions { get; init; }

    /// <summary>The moment of the request in seconds since the Unix epoch, for what ages or expires; null for the newest event of the training.</summary>
    public long? Now { get; init; }

    /// <summary>
    /// Items to rank, each once; at most 500. All of them are in the answer, whatever the number of results and whether the user knows them; those
    /// without interactions in the training come last, in the order given and without a score. Needed by ranking recipes; null recommends from all items.
    /// </summary>
    public IReadOnlyList<string>? Candidates { get; init; }

    /// <summary>
    /// The circumstances of the request: the names of columns of the interactions and the values they have now. Recipes that personalize items use it;
    /// unknown names and values say nothing. Null for none.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Context { get; init; }

    /// <summary>How much of the list goes to young items; null for nothing. Used by the recipes that explore: user personalization and next-best-action.</summary>
    public ExplorationOptions? Exploration { get; init; }

    /// <summary>What ranks similar items besides their similarity; only semantic similarity uses it. Null for nothing.</summary>
    public RankingInfluence? Influence { get; init; }

    /// <summary>What may be recommended; null for everything.</summary>
    public ItemFilter? Filter { get; init; }
}
