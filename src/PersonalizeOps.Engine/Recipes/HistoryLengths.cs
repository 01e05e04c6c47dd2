using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Recipes;

/// <summary>Leaves users out of the training whose histories are too short or too long, by percentiles of the lengths.</summary>
internal static class HistoryLengths
{
    public static Histories Between(Histories histories, double minimumPercentile, double maximumPercentile)
    {
        if (histories.Count == 0 || (minimumPercentile <= 0 && maximumPercentile >= 1))
        {
            return histories;
        }

        var lengths = new int[histories.Count];
        for (var user = 0; user < lengths.Length; user++)
        {
            lengths[user] = histories[user].Length;
        }

        var sorted = lengths.Order().ToArray();
        var (minimum, maximum) = (At(sorted, minimumPercentile), At(sorted, maximumPercentile));
        return histories.Select([.. Enumerable.Range(0, lengths.Length).Where(user => lengths[user] >= minimum && lengths[user] <= maximum)]);
    }

    /// <summary>The value at a percentile of ascending ones.</summary>
    public static int At(int[] sorted, double percentile) => sorted[(int)Math.Ceiling(percentile * (sorted.Length - 1))];
}
