namespace PersonalizeOps.Engine.Tuning;

/// <summary>What a search found.</summary>
/// <param name="HyperParameters">The values of the best trial, the earliest of equal ones; with those that were fixed.</param>
/// <param name="Trials">All trials in order.</param>
public sealed record SearchResult(IReadOnlyDictionary<string, string> HyperParameters, IReadOnlyList<Trial> Trials);
