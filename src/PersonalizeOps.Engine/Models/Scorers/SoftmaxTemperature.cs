using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Splits;

namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>
/// The number blended scores are divided by before the softmax: the one under which held-out interactions are most likely, so that a
/// score is an estimate of the probability that the item comes next.
/// </summary>
internal static class SoftmaxTemperature
{
    public const float Default = 2;

    private static readonly float[] Grid = [0.5f, 0.7f, 1, 1.4f, 2, 2.8f, 4, 5.6f, 8];

    public static float Fit(Holdout holdout, IHistoryScorer blend, Column<int> userCounts, FitContext context)
    {
        var likelihoods = new double[holdout.Tested.Count][];
        Parallel.For(0, likelihoods.Length, context.ParallelOptions, user =>
        {
            var scores = new float[userCounts.Length];
            blend.Score(holdout.InputOf(user), scores);
            Exclude(scores, context.Catalog.LeavesOutSeen ? holdout.InputOf(user) : [], userCounts.Span);
            var truth = holdout.TruthOf(user).ToArray().Where(item => scores[item] > float.NegativeInfinity).ToArray();
            likelihoods[user] = Array.ConvertAll(Grid, temperature => LogLikelihood(scores, truth, temperature));
        });
        var best = 0;
        for (var i = 1; i < Grid.Length; i++)
        {
            best = likelihoods.Sum(user => user[i]) > likelihoods.Sum(user => user[best]) ? i : best;
        }

        return Grid[best];
    }

    /// <summary>Turns scores into probabilities; negative infinity becomes 0.</summary>
    public static void Apply(Span<float> scores, float temperature)
    {
        var maximum = Maximum(scores);
        if (float.IsNegativeInfinity(maximum))
        {
            return;
        }

        var sum = 0.0;
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] = MathF.Exp((scores[item] - maximum) / temperature);
            sum += scores[item];
        }

        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] = (float)(scores[item] / sum);
        }
    }

    private static float Maximum(ReadOnlySpan<float> scores)
    {
        var maximum = float.NegativeInfinity;
        foreach (var score in scores)
        {
            maximum = Math.Max(maximum, score);
        }

        return maximum;
    }

    private static void Exclude(Span<float> scores, ReadOnlySpan<int> seen, ReadOnlySpan<int> userCounts)
    {
        foreach (var item in seen)
        {
            scores[item] = float.NegativeInfinity;
        }

        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] = userCounts[item] == 0 ? float.NegativeInfinity : scores[item];
        }
    }

    private static double LogLikelihood(ReadOnlySpan<float> scores, int[] truth, float temperature)
    {
        var maximum = Maximum(scores);
        var sum = 0.0;
        foreach (var score in scores)
        {
            sum += MathF.Exp((score - maximum) / temperature);
        }

        var likelihood = 0.0;
        foreach (var item in truth)
        {
            likelihood += ((scores[item] - maximum) / temperature) - Math.Log(sum);
        }

        return truth.Length == 0 ? 0 : likelihood / truth.Length;
    }
}
