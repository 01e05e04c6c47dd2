namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>A recommended item or action.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Score">Its score, where the recipe has scores.</param>
/// <param name="Reasons">Why it is there, where that is not its relevance.</param>
/// <param name="Promotion">The name of the promotion that placed it; null for none.</param>
internal readonly record struct ServedItem(string ItemId, double? Score, IReadOnlyList<string> Reasons, string? Promotion = null);
