namespace PersonalizeOps.Engine.Metrics;

/// <summary>
/// How much of what users would have brought is in their first 25 recommendations: the rewards of the held-out items among them over those of all
/// held-out items, the mean over users. A reward is the rank of the item's value in the optimized column, 0 to 1.
/// </summary>
internal static class AverageReward
{
    public static double Of(RankedList list, float[] rewards)
    {
        var reached = 0.0;
        for (var place = 0; place < list.Items.Length; place++)
        {
            reached += list.Hits[place] ? rewards[list.Items[place]] : 0;
        }

        var all = list.Truth.Sum(item => (double)rewards[item]);
        return all > 0 ? reached / all : 0;
    }
}
