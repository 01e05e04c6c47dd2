namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>What an item of the history contributed to a recommendation.</summary>
/// <param name="ItemId">The item of the history.</param>
/// <param name="Share">Its share of all contributions, 0 to 1.</param>
internal sealed record ServedContribution(string ItemId, double Share);
