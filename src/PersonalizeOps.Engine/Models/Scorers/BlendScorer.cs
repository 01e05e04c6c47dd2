using System.Buffers;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Kernels;

namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>The weighted sum of the standardized scores of several scorers.</summary>
internal sealed class BlendScorer(IReadOnlyList<IHistoryScorer> scorers, float[] weights, Column<int> userCounts) : IHistoryScorer
{
    private readonly StandardScores _standard = new(userCounts);
    private readonly int[] _scoring = [.. Enumerable.Range(0, weights.Length).Where(i => weights[i] != 0 && scorers[i] is not IAddingScorer)];
    private readonly int[] _adding = [.. Enumerable.Range(0, weights.Length).Where(i => weights[i] != 0 && scorers[i] is IAddingScorer)];

    public IReadOnlyList<IHistoryScorer> Scorers => scorers;

    public ReadOnlySpan<float> Weights => weights;

    public void Score(ReadOnlySpan<int> history, Span<float> scores)
    {
        if (_scoring.Length == 0)
        {
            scores.Clear();
        }
        else
        {
            ScoreEach(history, scores);
        }

        foreach (var i in _adding)
        {
            ((IAddingScorer)scorers[i]).Add(history, weights[i], _standard, scores);
        }
    }

    // The first scores in place, and its scale is applied when the next is added: each pass over all items takes its time.
    private void ScoreEach(ReadOnlySpan<int> history, Span<float> scores)
    {
        scorers[_scoring[0]].Score(history, scores);
        var scale = weights[_scoring[0]] * _standard.ScaleOf(scores);
        var rented = ArrayPool<float>.Shared.Rent(scores.Length);
        var own = rented.AsSpan(0, scores.Length);
        foreach (var i in _scoring.AsSpan(1))
        {
            scorers[i].Score(history, own);
            VectorKernel.Best.Mix(scale, scores, weights[i] * _standard.ScaleOf(own), own);
            scale = 1;
        }

        ArrayPool<float>.Shared.Return(rented);
        if (scale != 1)
        {
            VectorKernel.Best.Mix(scale, scores, 0, scores);
        }
    }
}
