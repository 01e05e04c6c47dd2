using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models.Factors;
using PersonalizeOps.Engine.Models.Scorers;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Models.Factors;

public sealed class ImplicitFactorsTests
{
    private static readonly FactorSettings Settings = new(Factors: 20, Iterations: 3, UnobservedWeight: 0.3f, Regularization: 0.01f);

    [Fact]
    public void The_same_seed_gives_the_same_factors_for_any_number_of_threads()
    {
        var (one, two) = (Fit(MovieLens.Store, 1), Fit(MovieLens.Store, 2));
        Assert.Equal(one.Items.Values.ToArray(), two.Items.Values.ToArray());
        Assert.Equal(one.Users.Values.ToArray(), two.Users.Values.ToArray());
    }

    [Fact]
    public void Every_iteration_lowers_the_loss()
    {
        var histories = Histories.From(Checkerboard.Build().Build());
        var factors = new ImplicitFactors(histories, Settings, seed: 1);
        var last = double.PositiveInfinity;
        for (var iteration = 0; iteration < 5; iteration++)
        {
            factors.Iterate(new ParallelOptions());
            var loss = Loss(histories, factors);
            Assert.True(loss <= last * 1.0001, $"{loss} after {last}");
            last = loss;
        }
    }

    [Fact]
    public void Folding_in_a_training_user_without_fading_gives_that_users_factors()
    {
        var histories = Histories.From(Checkerboard.Build().Build());
        var factors = Fit(Checkerboard.Build().Build(), 1);
        factors.SolveUsers(new ParallelOptions());
        var scorer = new FactorScorer(
            factors.Items,
            factors.Items.Gram(new ParallelOptions()),
            Settings,
            new HistoryWindow(int.MaxValue, FadesWithDistance: false),
            historyFade: 1);
        var user = new float[factors.Users.Width];
        scorer.FoldIn(histories[3], user);
        Assert.All(user.Zip(factors.Users[3].ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-4f));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(25)]
    public void Top_products_are_those_of_all_products_without_seen_items(int count)
    {
        var store = MovieLens.Store;
        var factors = Fit(store, 2);
        var seen = Postings.Of(Histories.From(store)).Transpose(store.UserCount);
        var lists = new (int[] Items, float[] Scores)[store.UserCount];
        new TopProducts(factors.Items).Rank(
            factors.Users,
            seen,
            count,
            (user, items, scores) => lists[user] = (items.ToArray(), scores.ToArray()),
            new ParallelOptions { MaxDegreeOfParallelism = 2 });
        for (var user = 0; user < lists.Length; user += 61)
        {
            var own = seen[user].ToArray().ToHashSet();
            var expected = Enumerable.Range(0, factors.Items.Count)
                .Where(item => !own.Contains(item))
                .Select(item => Product(factors.Users[user], factors.Items[item]))
                .OrderDescending()
                .Take(count)
                .ToArray();
            Assert.Equal(expected.Length, lists[user].Items.Distinct().Count());
            Assert.All(expected.Zip(lists[user].Scores), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
            Assert.All(lists[user].Items, item => Assert.DoesNotContain(item, own));
        }
    }

    private static ImplicitFactors Fit(InteractionStore store, int threads)
    {
        var factors = new ImplicitFactors(Histories.From(store), Settings, seed: 1);
        for (var iteration = 0; iteration < Settings.Iterations; iteration++)
        {
            factors.Iterate(new ParallelOptions { MaxDegreeOfParallelism = threads });
        }

        return factors;
    }

    private static double Loss(Histories histories, ImplicitFactors factors)
    {
        var loss = 0.0;
        var itemCounts = histories.CountUsers();
        for (var user = 0; user < histories.Count; user++)
        {
            var own = histories[user].ToArray().ToHashSet();
            loss += Settings.RegularizationOf(own.Count, histories.ItemCount) * Product(factors.Users[user], factors.Users[user]);
            for (var item = 0; item < histories.ItemCount; item++)
            {
                var score = Product(factors.Users[user], factors.Items[item]);
                loss += (own.Contains(item) ? (score - 1) * (score - 1) : 0) + (Settings.UnobservedWeight * score * score);
            }
        }

        for (var item = 0; item < histories.ItemCount; item++)
        {
            loss += Settings.RegularizationOf(itemCounts[item], histories.Count) * Product(factors.Items[item], factors.Items[item]);
        }

        return loss;
    }

    private static double Product(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += (double)left[i] * right[i];
        }

        return sum;
    }
}
