using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>The logarithm of an item's number of users, whatever the history.</summary>
internal sealed class PopularityScorer(Column<int> userCounts) : IHistoryScorer
{
    public void Score(ReadOnlySpan<int> history, Span<float> scores)
    {
        var counts = userCounts.Span;
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] = MathF.Log(1 + counts[item]);
        }
    }
}
