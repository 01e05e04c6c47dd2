using System.Buffers;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Kernels;

namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>The weighted sum of the standardized scores of several scorers.</summary>
internal sealed class BlendScorer(IReadOnlyList<IHistoryScorer> scorers, float[] weights, Column<int> userCounts) : IHistoryScorer
{
    private readonly StandardScores _standard = new(userCounts);

    public IReadOnlyList<IHistoryScorer> Scorers => scorers;

    public ReadOnlySpan<float> Weights => weights;

    public void Score(ReadOnlySpan<int> history, Span<float> scores)
    {
        scores.Clear();
        var part = ArrayPool<float>.Shared.Rent(scores.Length);
        try
        {
            var own = part.AsSpan(0, scores.Length);
            for (var i = 0; i < weights.Length; i++)
            {
                if (weights[i] != 0)
                {
                    scorers[i].Score(history, own);
                    VectorKernel.Best.AddScaled(weights[i] * _standard.ScaleOf(own), own, scores);
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(part);
        }
    }
}
