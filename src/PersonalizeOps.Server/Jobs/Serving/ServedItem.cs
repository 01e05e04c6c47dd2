namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>A recommended item.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Score">Its score, where the recipe has scores.</param>
internal readonly record struct ServedItem(string ItemId, double? Score);
