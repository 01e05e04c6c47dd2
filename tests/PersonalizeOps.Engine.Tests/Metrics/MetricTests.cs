using PersonalizeOps.Engine.Metrics;

namespace PersonalizeOps.Engine.Tests.Metrics;

public sealed class MetricTests
{
    private static readonly bool[] HitsAt2And5 = [false, true, false, false, true];

    [Fact]
    public void The_worked_example_of_Personalize_comes_out()
    {
        Assert.Equal(0.5, MeanReciprocalRank.Of(HitsAt2And5));
        Assert.Equal(0.6241, NormalizedDiscountedCumulativeGain.OfHits(HitsAt2And5, 5), 4);
        Assert.Equal(0.4, Precision.Of(HitsAt2And5, 5));
    }

    [Fact]
    public void The_mean_reciprocal_rank_of_hits_at_4_2_and_6_is_as_in_the_guide()
    {
        double[] values = [.. ((int[])[4, 2, 6]).Select(rank => MeanReciprocalRank.Of([.. Enumerable.Range(1, 25).Select(place => place == rank)]))];
        Assert.Equal(0.3056, values.Average(), 4);
    }

    [Fact]
    public void The_protocol_takes_every_relevant_item_as_ideal()
    {
        var ideal = 1 + (1 / Math.Log2(3)) + (1 / Math.Log2(4)) + (1 / Math.Log2(5)) + (1 / Math.Log2(6));
        var gain = (1 / Math.Log2(3)) + (1 / Math.Log2(6));
        Assert.Equal(gain / ideal, NormalizedDiscountedCumulativeGain.OfRelevant(HitsAt2And5, 5, 7), 12);
    }

    [Fact]
    public void Short_and_empty_lists_and_no_hits_give_zero_or_less_and_never_fail()
    {
        Assert.Equal(0, MeanReciprocalRank.Of([]));
        Assert.Equal(0, NormalizedDiscountedCumulativeGain.OfHits([], 5));
        Assert.Equal(0, NormalizedDiscountedCumulativeGain.OfRelevant([false], 5, 0));
        Assert.Equal(0.1, Precision.Of([true], 10), 12);
        Assert.Equal(default, UserMetrics.Mean([]));
    }

    [Fact]
    public void Hits_that_weigh_more_gain_more_and_the_ideal_has_them_first()
    {
        var gain = 1 + (2 / Math.Log2(4));
        var ideal = 2 + (1 / Math.Log2(3));
        Assert.Equal(gain / ideal, NormalizedDiscountedCumulativeGain.OfGains([1, 0, 2, 0, 0, 9], 5), 12);
        Assert.Equal(0, NormalizedDiscountedCumulativeGain.OfGains([0, 0], 5));
    }

    [Fact]
    public void The_average_reward_is_what_was_reached_of_what_was_held_out()
    {
        Assert.Equal(0.75, AverageReward.Of(new RankedList([0, 1, 2], [true, false, true], [0, 2, 3]), [0.5f, 1, 1, 0.5f]), 6);
        Assert.Equal(0, AverageReward.Of(new RankedList([1], [false], [0]), [0, 1]));
    }

    [Fact]
    public void Coverage_counts_each_item_once()
    {
        var coverage = new Coverage(5);
        coverage.Add([1, 2, 1]);
        coverage.Add([2, 4]);
        Assert.Equal(0.3, coverage.Of(10));
        Assert.Equal(0, new Coverage(0).Of(0));
    }
}
