using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Splits;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Recipes;

public sealed class UserPersonalizationTests : RecipeContractTests
{
    protected override string RecipeName => "aws-user-personalization";

    [Fact]
    public void The_missing_square_of_the_board_is_recommended_first()
    {
        using var model = Train(threads: 2);
        for (var user = 0; user < Checkerboard.Users; user++)
        {
            Assert.Equal(Checkerboard.Name(Checkerboard.MissingItem(user)), model.Recommend(QueryAbout(user))[0].ItemId);
        }
    }

    [Fact]
    public void Scores_are_positive_descend_and_sum_to_one()
    {
        using var model = Train(threads: 2);
        foreach (var user in (string[])["1", "nobody"])
        {
            var list = model.Recommend(new RecommendationQuery { UserId = user, NumResults = 500 });
            Assert.Equal(1, list.Sum(item => item.Score!.Value), 4);
            Assert.All(list, item => Assert.InRange(item.Score!.Value, 0, 1));
            Assert.Equal(list.OrderByDescending(item => item.Score).Select(item => item.Score), list.Select(item => item.Score));
        }
    }

    [Fact]
    public void First_scores_on_MovieLens_are_of_the_size_the_service_shows()
    {
        using var model = Train(threads: 2, new TrainingData(MovieLens.Store, null), new Dictionary<string, string> { ["hidden_dimension"] = "32" });
        var tops = Enumerable.Range(1, 100).Select(user => model.Recommend(QueryAbout(user))[0].Score!.Value);
        Assert.InRange(tops.Average(), 0.01, 0.2);
    }

    [Fact]
    public void Items_are_not_recommended_again_where_repeats_are_rare_and_are_where_they_are_common()
    {
        using var rare = Train(threads: 2);
        Assert.DoesNotContain(rare.Recommend(QueryAbout(1) with { NumResults = 500 }), item => item.ItemId == "3");

        var builder = Checkerboard.Build();
        for (var user = 0; user < Checkerboard.Users; user++)
        {
            Checkerboard.Add(builder, Checkerboard.Name(user), Checkerboard.Name((user + 2) % Checkerboard.Items), 2_000_000);
            Checkerboard.Add(builder, Checkerboard.Name(user), Checkerboard.Name((user + 2) % Checkerboard.Items), 3_000_000);
        }

        using var common = Train(threads: 2, new TrainingData(builder.Build(), null));
        Assert.Contains(common.Recommend(QueryAbout(1) with { NumResults = 500 }), item => item.ItemId == "3");
    }

    [Fact]
    public void New_interactions_count_without_training()
    {
        using var model = Train(threads: 2);
        var query = new RecommendationQuery { UserId = "nobody", RecentItems = ["1", "3", "5", "unheard of"], NumResults = 10 };
        var list = model.Recommend(query);
        Assert.All(list, item => Assert.Equal(1, int.Parse(item.ItemId) % 2));
        Assert.DoesNotContain(list, item => item.ItemId is "1" or "3" or "5");
    }

    [Fact]
    public void A_user_id_or_recent_items_are_needed()
    {
        using var model = Train(threads: 1);
        Assert.Throws<ArgumentException>(() => model.Recommend(new RecommendationQuery { ItemId = "1" }));
    }

    [Fact]
    public void Hyperparameters_reach_the_model()
    {
        var data = new TrainingData(MovieLens.Store, null);
        using var standard = Train(threads: 2, data, new Dictionary<string, string> { ["hidden_dimension"] = "32" });
        foreach (var (name, value) in ((string, string)[])[("bptt", "2"), ("recency_mask", "False"), ("max_user_history_length_percentile", "0.5")])
        {
            using var changed = Train(threads: 2, data, new Dictionary<string, string> { ["hidden_dimension"] = "32", [name] = value });
            Assert.NotEqual(standard.Recommend(QueryAbout(1)), changed.Recommend(QueryAbout(1)));
        }
    }

    [Fact]
    public void Where_only_the_last_item_tells_the_next_histories_fade_fast()
    {
        var builder = new InteractionStoreBuilder();
        for (var user = 0; user < 600; user++)
        {
            var walk = RandomWalk(user);
            for (var place = 0; place < walk.Length; place++)
            {
                Checkerboard.Add(builder, Checkerboard.Name(user), Checkerboard.Name(walk[place]), place);
            }
        }

        using var model = Train(threads: 2, new TrainingData(builder.Build(), null));
        var hits = 0;
        for (var user = 1000; user < 1100; user++)
        {
            var walk = RandomWalk(user);
            var query = new RecommendationQuery { UserId = "nobody", RecentItems = [.. walk.Select(Checkerboard.Name)], NumResults = 3 };
            hits += model.Recommend(query).Count(item => FollowersOf(walk[^1]).Contains(int.Parse(item.ItemId)));
        }

        Assert.InRange(hits, 220, 300);
    }

    // A seventh of each history is of one kind of 20, in random places among what everybody has.
    [Fact]
    public void Where_order_says_nothing_the_oldest_interactions_count_as_the_newest()
    {
        var builder = new InteractionStoreBuilder();
        for (var user = 0; user < 1500; user++)
        {
            var items = OfKind(user % 20, user).Take(15).Concat(OfNoKind(user)).ToArray();
            foreach (var (place, item) in items.OrderBy(item => UserSample.Uniform((ulong)item, (ulong)user)).Index())
            {
                Checkerboard.Add(builder, Checkerboard.Name(user), Checkerboard.Name(item), place);
            }
        }

        using var model = Train(threads: 2, new TrainingData(builder.Build()));
        var query = new RecommendationQuery { RecentItems = [.. OfKind(7, 5000).Take(15).Concat(OfNoKind(5000)).Select(Checkerboard.Name)], NumResults = 5 };
        var rest = OfKind(7, 5000).Skip(15).Select(Checkerboard.Name).ToArray();
        Assert.All(model.Recommend(query), item => Assert.Contains(item.ItemId, rest));
        using var folder = new TemporaryFolder();
        model.Save(folder.Path);
        using var opened = TrainedModel.Open(folder.Path);
        Assert.Equal(model.Recommend(query), opened.Recommend(query));
    }

    [Fact]
    public void An_objective_lifts_items_with_high_values_the_more_the_higher_its_sensitivity()
    {
        var items = new ItemTableBuilder(["PRICE"]);
        for (var item = 0; item < Checkerboard.Items; item++)
        {
            items.Add(Checkerboard.Name(item), [item < 3 ? "not a number" : Checkerboard.Name(item)]);
        }

        var data = Checkerboard.Data with { Items = items.Build() };
        var prices = new List<double>();
        foreach (var sensitivity in Enum.GetValues<ObjectiveSensitivity>())
        {
            var options = new TrainingOptions { Threads = 2, Objective = new OptimizationObjective("PRICE", sensitivity) };
            using var model = Recipe.Create(RecipeName).Train(data, options, null, Cancellation);
            prices.Add(model.Recommend(QueryAbout(8) with { NumResults = 10 }).Average(item => int.Parse(item.ItemId)));
            var metrics = OfflineEvaluation.Run(RecipeName, data, options, null, Cancellation);
            Assert.Equal(sensitivity != ObjectiveSensitivity.Off, metrics.ContainsKey("average_rewards_at_k"));
            Assert.All(metrics.Values, value => Assert.InRange(value, 0, 1));
        }

        Assert.Equal(prices.Order(), prices);
        Assert.True(prices[^1] > prices[0]);
        var missing = new TrainingOptions { Objective = new OptimizationObjective("no such column", ObjectiveSensitivity.Low) };
        Assert.Throws<InsufficientDataException>(() => Recipe.Create(RecipeName).Train(data, missing, null, Cancellation));
        Assert.Throws<ArgumentException>(() => Recipe.Create("aws-popularity-count").Train(data, missing, null, Cancellation));
        var weighted = new TrainingOptions { EventWeights = [new EventWeight("watch", null, 1)] };
        Assert.Throws<ArgumentException>(() => Recipe.Create(RecipeName).Train(data, weighted, null, Cancellation));
    }

    [Fact]
    public void On_MovieLens_it_beats_popularity_by_half()
    {
        var (own, popularity) = (Measure(RecipeName), Measure("aws-popularity-count"));
        Assert.InRange(own.NdcgAt10, 1.5 * popularity.NdcgAt10, 1);
        Assert.InRange(own.MeanReciprocalRankAt25, 1.5 * popularity.MeanReciprocalRankAt25, 1);
    }

    protected override RecommendationQuery QueryAbout(int user) => new() { UserId = Checkerboard.Name(user) };

    private static int[] FollowersOf(int item) => [.. Enumerable.Range(1, 6).Select(number => ((item * 31) + (number * number * 17) + number) % 150)];

    private static int[] RandomWalk(int seed)
    {
        var random = new Random(seed);
        var walk = new List<int> { random.Next(150) };
        while (walk.Count < 12 && FollowersOf(walk[^1]).Except(walk).ToArray() is { Length: > 0 } next)
        {
            walk.Add(next[random.Next(next.Length)]);
        }

        return [.. walk];
    }

    private static IEnumerable<int> OfKind(int kind, int user) =>
        Enumerable.Range(20 * kind, 20).OrderBy(item => UserSample.Uniform((ulong)item, (ulong)user));

    private static IEnumerable<int> OfNoKind(int user) =>
        Enumerable.Range(400, 300).OrderBy(item => UserSample.Uniform((ulong)item, (ulong)user)).Take(90);

    private static UserMetrics Measure(string recipe)
    {
        var data = new TrainingData(MovieLens.Store, null);
        var protocol = new EvaluationProtocol(MovieLens.CatalogueSize);
        var users = new List<UserMetrics>();
        foreach (var split in (UserSplit[])[UserSplit.OfSeed(1), UserSplit.OfSeed(2)])
        {
            users.AddRange(protocol.Run(Recipe.Create(recipe), data, split, new TrainingOptions(), Cancellation).Users);
        }

        return UserMetrics.Mean(users);
    }
}
