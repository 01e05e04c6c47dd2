namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>A scorer that can add its scores to others without room for those of all items.</summary>
internal interface IAddingScorer : IHistoryScorer
{
    /// <summary>Adds the scores, brought to a standard deviation of 1 and times a weight, to others.</summary>
    /// <param name="history">As for <see cref="IHistoryScorer.Score"/>.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="standard">What brings scores to a standard deviation.</param>
    /// <param name="sums">One per item; what is added to.</param>
    void Add(ReadOnlySpan<int> history, float weight, StandardScores standard, Span<float> sums);
}
