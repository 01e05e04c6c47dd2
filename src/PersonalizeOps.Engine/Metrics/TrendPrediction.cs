using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Metrics;

/// <summary>
/// How much of the growth of the fastest growing items is among those that were predicted to grow: the items trending one interval before the end of the data
/// are the prediction; the growth from that interval to the last one is the truth. The growth of the 25 predicted items, as far as they grew, over that
/// of the true top 25; 0 when nothing grew.
/// </summary>
internal static class TrendPrediction
{
    private const int Length = 25;

    public static double Accuracy(InteractionStore store, long seconds)
    {
        var histories = Histories.From(store);
        var end = TrendingNow.LatestOf(store, histories);
        var truth = TrendingNow.GrowthOf(store, histories, end, seconds);
        var before = TrendingNow.GrowthOf(store, histories, end - seconds, seconds);
        var predicted = new float[before.Length];
        var popularity = CountUntil(store, histories, end - seconds);
        TrendingNowModel.Score(before, popularity, predicted);
        Span<int> top = stackalloc int[Length];
        top = top[..TopItems.Select(predicted, top)];
        var reached = 0L;
        foreach (var item in top)
        {
            reached += Math.Max(0, truth[item]);
        }

        var possible = truth.Where(growth => growth > 0).OrderDescending().Take(Length).Sum(growth => (long)growth);
        return possible == 0 ? 0 : (double)reached / possible;
    }

    private static int[] CountUntil(InteractionStore store, Histories histories, long end)
    {
        var counts = new int[histories.ItemCount];
        for (var user = 0; user < histories.Count; user++)
        {
            var row = histories.FirstRow(user);
            foreach (var item in histories[user])
            {
                counts[item] += store.Columns.Timestamps.Span[row++] <= end ? 1 : 0;
            }
        }

        return counts;
    }
}
