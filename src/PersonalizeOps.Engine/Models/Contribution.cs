namespace PersonalizeOps.Engine.Models;

/// <summary>How much an item of the user's history contributed to a recommendation.</summary>
/// <param name="ItemId">The item of the history.</param>
/// <param name="Share">Its share of all contributions, 0 to 1; the shares of an explanation sum to 1.</param>
public readonly record struct Contribution(string ItemId, double Share);
