namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>Why an item is recommended to a user.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Contributions">The items of the history it owes its score to, the greatest share first; none without history.</param>
internal sealed record ServedExplanation(string ItemId, IReadOnlyList<ServedContribution> Contributions);
