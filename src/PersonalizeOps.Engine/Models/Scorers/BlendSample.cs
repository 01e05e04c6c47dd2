using PersonalizeOps.Engine.Metrics;

namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>
/// The standardized scores of several scorers for one held-out user: of the items that at least one scorer ranks high, and of the held-out ones.
/// </summary>
/// <param name="Scores">By scorer, then by candidate.</param>
/// <param name="IsRelevant">Whether a candidate was held out.</param>
/// <param name="Relevant">The number of held-out items, candidates or not.</param>
internal sealed record BlendSample(float[][] Scores, bool[] IsRelevant, int Relevant)
{
    private const int Top = 25;

    /// <summary>How well a blend ranks: NDCG@10 and half the reciprocal rank, the objective of the evaluation protocol.</summary>
    public double Measure(ReadOnlySpan<float> weights)
    {
        Span<float> blended = stackalloc float[IsRelevant.Length];
        Blend(weights, blended);
        Span<int> top = stackalloc int[Top];
        top = top[..TopItems.Select(blended, top)];
        Span<bool> hits = stackalloc bool[top.Length];
        for (var i = 0; i < top.Length; i++)
        {
            hits[i] = IsRelevant[top[i]];
        }

        return NormalizedDiscountedCumulativeGain.OfRelevant(hits, 10, Relevant) + (0.5 * MeanReciprocalRank.Of(hits));
    }

    private void Blend(ReadOnlySpan<float> weights, Span<float> blended)
    {
        blended.Clear();
        for (var scorer = 0; scorer < weights.Length; scorer++)
        {
            for (var i = 0; i < blended.Length && weights[scorer] != 0; i++)
            {
                blended[i] += weights[scorer] * Scores[scorer][i];
            }
        }
    }
}
