namespace PersonalizeOps.Engine.Models;

/// <summary>One recommended item.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Score">0 to 1, where the recipe has scores; null where it has none.</param>
public readonly record struct Recommendation(string ItemId, double? Score);
