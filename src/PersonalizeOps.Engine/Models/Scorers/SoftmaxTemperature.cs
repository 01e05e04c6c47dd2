using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Splits;

namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>
/// The temperature under which the first recommendation of held-out users has a share of 0.05 on average, the middle of what the service shows (0.01 to
/// 0.2). Shares order items and compare users; they are not calibrated probabilities.
/// </summary>
internal static class SoftmaxTemperature
{
    public const float Default = 2;
    private const float Lowest = 0.02f;
    private const float Highest = 200;
    private const double TargetTop = 0.05;
    private const int MaximumUsers = 100;
    private const int Steps = 16;

    public static float Fit(Holdout holdout, IHistoryScorer blend, Column<int> userCounts, FitContext context)
    {
        var users = new float[Math.Min(MaximumUsers, holdout.Tested.Count)][];
        Parallel.For(0, users.Length, context.ParallelOptions, user =>
        {
            users[user] = new float[userCounts.Length];
            blend.Score(holdout.InputOf(user), users[user]);
            Exclude(users[user], context.Catalog.LeavesOutSeen ? holdout.InputOf(user) : [], userCounts.Span);
        });
        var (low, high) = (Lowest, Highest);
        for (var step = 0; step < Steps; step++)
        {
            var middle = MathF.Sqrt(low * high);
            (low, high) = MeanTop(users, middle, context) > TargetTop ? (middle, high) : (low, middle);
        }

        return MathF.Sqrt(low * high);
    }

    private static double MeanTop(float[][] users, float temperature, FitContext context)
    {
        var tops = new double[users.Length];
        Parallel.For(0, users.Length, context.ParallelOptions, user => tops[user] = new Softmax(users[user], temperature).Top);
        return tops.Average();
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
}
