using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Models.Scorers;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Models;

/// <summary>The fast scorers rank as their definitions, written out plainly here, do.</summary>
public sealed class BlendScorerTests
{
    private const int Length = 32;

    [Fact]
    public void Neighbours_rank_as_their_definition_does()
    {
        var histories = Histories.From(MovieLens.Store);
        var scorer = NeighbourScorer.Fit(histories, new HistoryWindow(Length, true), seed: 1);
        foreach (var user in (int[])[0, 7, 99, 413, 609])
        {
            var scores = new float[histories.ItemCount];
            scorer.Score(histories[user], scores);
            AssertSameRanking(ScoreByDefinition(histories, histories[user][^Math.Min(Length, histories[user].Length)..]), scores);
        }
    }

    [Fact]
    public void A_user_with_very_many_interactions_does_not_take_the_place_of_all_others()
    {
        var builder = new InteractionStoreBuilder();
        for (var user = 0; user < 500; user++)
        {
            Checkerboard.Add(builder, Checkerboard.Name(user), "first", 1);
            Checkerboard.Add(builder, Checkerboard.Name(user), "second", 2);
        }

        for (var time = 0; time < 100_000; time++)
        {
            Checkerboard.Add(builder, "machine", "polled", time);
        }

        var store = builder.Build();
        var histories = Histories.From(store);
        var catalog = ModelCatalog.ForServing(store, null);
        var parameters = new HyperParameterValues(RecipeCatalog.Find("aws-user-personalization")!, new Dictionary<string, string>());
        var context = new FitContext(catalog, histories, new TrainingData(store), new TrainingOptions(), parameters, null, TestContext.Current.CancellationToken);
        var scorer = ItemItemScorer.Fit(histories, catalog.UserCounts, 100, new HistoryWindow(Length, true), context);
        var scores = new float[histories.ItemCount];
        Assert.True(store.TryGetItem("first", out var first));
        Assert.True(store.TryGetItem("second", out var second));
        scorer.Score([first], scores);
        Assert.Equal(500f / (500 + 300), scores[second], 0.01f); // ridge regression with a regularization of 300
    }

    [Fact]
    public void A_blend_ranks_by_the_weighted_sum_of_standard_scores_over_the_items_with_users()
    {
        var random = new Random(1);
        var counts = Enumerable.Range(0, 1000).Select(item => item % 7 == 0 ? 0 : item).ToArray();
        var parts = Enumerable.Range(0, 3)
            .Select(part => Array.ConvertAll(counts, count => count == 0 ? 0 : (random.NextSingle() * (part + 1)) + part))
            .ToArray();
        float[] weights = [1, 0, 0.4f];
        var blend = new BlendScorer([.. parts.Select(part => new Fixed(part))], weights, new Column<int>(counts));
        var scores = new float[counts.Length];
        blend.Score([], scores);

        var expected = new double[counts.Length];
        for (var part = 0; part < parts.Length; part++)
        {
            var used = parts[part].Where((_, item) => counts[item] > 0).Select(score => (double)score).ToArray();
            var deviation = Math.Sqrt(used.Average(score => score * score) - (used.Average() * used.Average()));
            for (var item = 0; item < expected.Length; item++)
            {
                expected[item] += weights[part] * (parts[part][item] - used.Average()) / deviation;
            }
        }

        var items = Enumerable.Range(0, counts.Length).Where(item => counts[item] > 0).ToArray();
        AssertSameRanking([.. items.Select(item => expected[item])], [.. items.Select(item => scores[item])]);
    }

    // The same up to rounding: an item may stand elsewhere only among items whose scores differ by less than that.
    private static void AssertSameRanking(double[] expected, float[] actual)
    {
        var top = new int[25];
        Assert.Equal(25, TopItems.Select(actual, top));
        var best = Enumerable.Range(0, expected.Length).OrderByDescending(item => expected[item]).ThenBy(item => item).Take(25).ToArray();
        for (var place = 0; place < top.Length; place++)
        {
            Assert.Equal(expected[best[place]], expected[top[place]], Math.Abs(expected[best[0]]) * 1e-5);
        }
    }

    private static double[] ScoreByDefinition(Histories histories, ReadOnlySpan<int> history)
    {
        var userCounts = histories.CountUsers();
        var weights = new double[histories.ItemCount];
        for (var i = 0; i < history.Length; i++)
        {
            var rarity = Math.Pow(Math.Log(1 + (histories.Count / (double)userCounts[history[i]])), 1.25);
            weights[history[i]] += Math.Exp(-(history.Length - 1 - i) / 9.0) * rarity;
        }

        var similarities = Enumerable.Range(0, histories.Count)
            .Select(user => histories[user].ToArray().Distinct().Sum(item => weights[item]) / Math.Sqrt(histories[user].Length))
            .ToArray();
        var scores = new double[histories.ItemCount];
        foreach (var user in Enumerable.Range(0, histories.Count).OrderByDescending(user => similarities[user]).Take(100))
        {
            var sequence = histories[user];
            for (var i = 0; i < sequence.Length; i++)
            {
                for (var before = 0; before < i; before++)
                {
                    scores[sequence[i]] += similarities[user] * weights[sequence[before]] * Math.Exp(-(i - before) / 30.0);
                }
            }
        }

        return scores;
    }

    private sealed class Fixed(float[] values) : IHistoryScorer
    {
        public void Score(ReadOnlySpan<int> history, Span<float> scores) => values.CopyTo(scores);
    }
}
