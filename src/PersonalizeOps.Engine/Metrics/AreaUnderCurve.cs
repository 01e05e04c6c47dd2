namespace PersonalizeOps.Engine.Metrics;

/// <summary>
/// The area under the ROC curve: the share of pairs of a positive and a negative example in which the positive one scores higher, ties counting half.
/// </summary>
internal static class AreaUnderCurve
{
    public static double Of(IReadOnlyCollection<(float Score, bool IsTaken)> examples)
    {
        var (below, wins, positives) = (0.0, 0.0, 0.0);
        foreach (var tied in examples.GroupBy(example => example.Score).OrderBy(group => group.Key))
        {
            var own = (double)tied.Count(example => example.IsTaken);
            var negative = tied.Count() - own;
            wins += own * (below + (negative / 2));
            below += negative;
            positives += own;
        }

        return positives == 0 || below == 0 ? 0 : wins / (positives * below);
    }
}
