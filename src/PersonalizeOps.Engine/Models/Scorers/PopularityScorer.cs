using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>The logarithm of an item's number of users, whatever the history.</summary>
internal sealed class PopularityScorer : IHistoryScorer
{
    private readonly float[] _scores;

    public PopularityScorer(Column<int> userCounts) => _scores = Array.ConvertAll(userCounts.Span.ToArray(), count => MathF.Log(1 + count));

    public void Score(ReadOnlySpan<int> history, Span<float> scores) => _scores.CopyTo(scores);
}
