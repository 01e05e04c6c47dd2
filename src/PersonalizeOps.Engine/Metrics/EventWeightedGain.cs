using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Splits;

namespace PersonalizeOps.Engine.Metrics;

/// <summary>Normalized discounted cumulative gain in which a hit counts the weight of the held-out interaction over the mean weight.</summary>
internal static class EventWeightedGain
{
    public static double Mean(RankedList[] lists, Holdout holdout, EventWeighting weighting, int k)
    {
        var sum = 0.0;
        for (var user = 0; user < lists.Length; user++)
        {
            var gains = GainsOf(holdout, user, weighting);
            sum += NormalizedDiscountedCumulativeGain.OfGains(
                lists[user].Items.Select((item, place) => lists[user].Hits[place] ? gains[item] : 0),
                k);
        }

        return lists.Length == 0 ? 0 : sum / lists.Length;
    }

    /// <summary>The held-out items and the greatest weight of an interaction with each.</summary>
    private static Dictionary<int, double> GainsOf(Holdout holdout, int user, EventWeighting weighting)
    {
        var truth = holdout.TruthOf(user);
        var row = holdout.Tested.FirstRow(user) + holdout.InputOf(user).Length;
        var gains = new Dictionary<int, double>();
        for (var i = 0; i < truth.Length; i++)
        {
            gains[truth[i]] = Math.Max(gains.GetValueOrDefault(truth[i]), weighting[row + i]);
        }

        return gains;
    }
}
