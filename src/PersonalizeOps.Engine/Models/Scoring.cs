using PersonalizeOps.Engine.Models.Scorers;

namespace PersonalizeOps.Engine.Models;

/// <summary>What the scores of a query mean to the caller.</summary>
/// <param name="Softmax">What turns them into those callers see; null when callers see none.</param>
/// <param name="Reasons">Why the items are recommended, when not for their relevance.</param>
internal readonly record struct Scoring(Softmax? Softmax, IReadOnlyList<string> Reasons)
{
    /// <summary>Scores that only order.</summary>
    public static Scoring OrderOnly { get; } = new(null, RecommendationReason.None);

    /// <summary>By item, what callers see, where that is no softmax of the scores.</summary>
    public double[]? Own { get; init; }

    public static Scoring Shares(Softmax softmax) => new(softmax, RecommendationReason.None);

    /// <summary>What the caller sees of an item's score; null for nothing.</summary>
    public double? Shown(int item, float score) => Own is null ? Softmax?.ShareOf(score) : Own[item];
}
