using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Kernels;

namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>The logarithm of an item's number of users, whatever the history.</summary>
internal sealed class PopularityScorer : IAddingScorer
{
    private readonly float[] _scores;
    private readonly float _scale;

    public PopularityScorer(Column<int> userCounts)
    {
        _scores = Array.ConvertAll(userCounts.Span.ToArray(), count => MathF.Log(1 + count));
        _scale = new StandardScores(userCounts).ScaleOf(_scores);
    }

    public void Score(ReadOnlySpan<int> history, Span<float> scores) => _scores.CopyTo(scores);

    public void Add(ReadOnlySpan<int> history, float weight, StandardScores standard, Span<float> sums) =>
        VectorKernel.Best.AddScaled(weight * _scale, _scores, sums);
}
