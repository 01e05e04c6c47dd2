using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Kernels;

namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>
/// What brings scores to a standard deviation of 1 over the items that can be recommended, so that scorers can be added. Means are left as they are:
/// they move all items alike. Items that can't be recommended are taken to score 0.
/// </summary>
internal sealed class StandardScores(Column<int> userCounts)
{
    private readonly int _count = CountUsed(userCounts.Span);

    /// <summary>One over the standard deviation; 0 when all scores are the same.</summary>
    /// <param name="scores">Items left out score 0.</param>
    public float ScaleOf(ReadOnlySpan<float> scores)
    {
        var (sum, squares) = VectorKernel.Best.Moments(scores);
        var mean = sum / Math.Max(1, _count);
        var deviation = Math.Sqrt(Math.Max(0, (squares / Math.Max(1, _count)) - (mean * mean)));
        return deviation > 1e-12 ? (float)(1 / deviation) : 0;
    }

    private static int CountUsed(ReadOnlySpan<int> userCounts)
    {
        var count = 0;
        foreach (var users in userCounts)
        {
            count += users > 0 ? 1 : 0;
        }

        return count;
    }
}
