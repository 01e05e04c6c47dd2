namespace PersonalizeOps.Engine.Models;

/// <summary>One recommended item.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Score">0 to 1, where the recipe has scores; null where it has none.</param>
/// <param name="Reasons">Why it is recommended, where that is not its relevance to the user: see <see cref="RecommendationReason"/>.</param>
public readonly record struct Recommendation(string ItemId, double? Score, IReadOnlyList<string> Reasons)
{
    /// <inheritdoc />
    public bool Equals(Recommendation other) =>
        ItemId == other.ItemId && Score == other.Score && (Reasons ?? []).SequenceEqual(other.Reasons ?? []);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(ItemId, Score, Reasons?.Count ?? 0);
}
