using System.Diagnostics;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Recipes;

/// <summary>
/// On the board every user is offered "white" and "black" and takes the one of the user's colour, but for users 0 and 1, who were offered nothing. Few know
/// "rare", nobody "new", and "gone" has expired.
/// </summary>
public sealed class NextBestActionTests
{
    private const string RecipeName = "aws-next-best-action";
    private const int BusyMachine = 5000; // milliseconds: the second that is promised, and what other tests take of the processors
    private const long Day = 86_400;
    private const long Start = 100 * Day;
    private const long End = Start + (20 * Day);

    private static readonly TrainingData Data = new(
        Checkerboard.Data.Interactions,
        Actions: Actions(),
        ActionInteractions: Offers(Checkerboard.Users));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Users_get_the_action_of_their_colour_first_even_those_never_offered_one()
    {
        using var model = Train();
        for (var user = 0; user < Checkerboard.Users; user++)
        {
            var list = Recommend(model, user);
            Assert.Equal(user % 2 == 0 ? "white" : "black", list[0].ItemId);
            Assert.InRange(list[0].Score!.Value, 0.6, 1);
            Assert.InRange(list.Single(action => action.ItemId == (user % 2 == 0 ? "black" : "white")).Score!.Value, 0, 0.45);
        }
    }

    [Fact]
    public void Actions_little_is_known_of_have_propensity_zero_and_go_by_value()
    {
        using var model = Train();
        var list = Recommend(model, 3);
        Assert.Equal(["black", "white", "new", "rare"], list.Select(action => action.ItemId));
        Assert.Equal([0.0, 0.0], list.Skip(2).Select(action => action.Score!.Value));
    }

    [Fact]
    public void Without_action_interactions_all_propensities_are_zero_and_the_order_is_that_of_the_values()
    {
        using var model = Train(Data with { ActionInteractions = null });
        var list = Recommend(model, 3);
        Assert.Equal(["new", "black", "white", "rare"], list.Select(action => action.ItemId));
        Assert.All(list, action => Assert.Equal(0, action.Score));
        Assert.Equal(list, Recommend(model, 999));
    }

    [Fact]
    public void Only_the_six_weeks_before_the_newest_action_interaction_count_for_a_propensity()
    {
        var late = new InteractionStoreBuilder();
        late.Add(Data.ActionInteractions!);
        Checkerboard.Add(late, "5", "black", End + (50 * Day), "VIEWED");
        using var model = Train(Data with { ActionInteractions = late.Build() });
        Assert.All(Recommend(model, 3), action => Assert.Equal(0, action.Score));
    }

    [Fact]
    public void Expired_actions_are_left_out_and_come_back_before_their_time()
    {
        using var model = Train();
        Assert.DoesNotContain(Recommend(model, 3), action => action.ItemId == "gone");
        Assert.Contains(Recommend(model, 3, End - (15 * Day)), action => action.ItemId == "gone");
    }

    [Fact]
    public void An_action_waits_for_its_repeat_frequency_after_the_user_met_it()
    {
        using var model = Train();
        var query = new RecommendationQuery { UserId = "3", Now = End + Day, RecentActions = [new("new", "Viewed", End), new("no such", "Taken", End)] };
        Assert.DoesNotContain(model.Recommend(query), action => action.ItemId == "new");
        Assert.DoesNotContain(model.Recommend(query with { Now = End + (7 * Day) - 1 }), action => action.ItemId == "new");
        Assert.Contains(model.Recommend(query with { Now = End + (7 * Day) }), action => action.ItemId == "new");
        Assert.Contains(model.Recommend(query with { UserId = "5", RecentActions = null }), action => action.ItemId == "new");
    }

    [Fact]
    public void Recent_items_and_recent_actions_change_the_propensities_of_a_stranger()
    {
        using var model = Train();
        var stranger = new RecommendationQuery { UserId = "stranger", Now = End };
        var even = model.Recommend(stranger with { RecentItems = ["0", "2", "4", "6"] });
        var odd = model.Recommend(stranger with { RecentItems = ["1", "3", "5", "7"] });
        Assert.Equal("white", even[0].ItemId);
        Assert.Equal("black", odd[0].ItemId);
        var refusing = model.Recommend(stranger with { RecentActions = [.. Enumerable.Repeat(new RecentAction("white", "Not_Taken", End), 4)] });
        var plain = model.Recommend(stranger);
        Assert.True(Score(refusing, "white") < Score(plain, "white"));
    }

    [Fact]
    public void An_offer_taken_within_the_optimization_period_counts_as_taken()
    {
        var builder = new InteractionStoreBuilder();
        for (var user = 0; user < Checkerboard.Users; user++)
        {
            Checkerboard.Add(builder, Checkerboard.Name(user), "white", Start, "Viewed");
            Checkerboard.Add(builder, Checkerboard.Name(user), "white", Start + (20 * Day), "Taken");
        }

        var data = Data with { ActionInteractions = builder.Build() };
        using var within = Train(data, period: "28");
        using var after = Train(data, period: "7");
        var fresh = new RecommendationQuery { UserId = "stranger", Now = Start };
        Assert.True(Score(within.Recommend(fresh), "white") > Score(after.Recommend(fresh), "white") + 0.2);
    }

    [Fact]
    public void Metadata_of_users_is_learned_from()
    {
        var users = new ItemTableBuilder(["TEAM"]);
        for (var user = 0; user < Checkerboard.Users; user++)
        {
            users.Add(Checkerboard.Name(user), [user % 2 == 0 ? "White" : "Black"]);
        }

        users.Add("fan", ["White"]);
        using var model = Train(Data with { Users = users.Build() });
        var list = model.Recommend(new RecommendationQuery { UserId = "fan", Now = End });
        Assert.True(Score(list, "white") > Score(list, "black") + 0.2);
    }

    [Fact]
    public void The_evaluation_has_the_keys_of_the_service_finds_the_obvious_and_repeats()
    {
        var metrics = Evaluate(threads: 1);
        Assert.Equal(["AUC", "coverage", "precision", "recall"], metrics.Keys);
        Assert.InRange(metrics["AUC"], 0.95, 1);
        Assert.InRange(metrics["precision"], 0.8, 1);
        Assert.InRange(metrics["recall"], 0.8, 1);
        Assert.Equal(0.8, metrics["coverage"]);
        Assert.Equal(metrics, Evaluate(threads: 2));
    }

    [Fact]
    public void The_same_seed_gives_the_same_lists_and_a_saved_model_answers_as_before()
    {
        using var folder = new TemporaryFolder();
        using var one = Train();
        using var two = Train();
        two.Save(folder.Path);
        using var opened = TrainedModel.Open(folder.Path);
        for (var user = 0; user < Checkerboard.Users; user++)
        {
            Assert.Equal(Recommend(one, user), Recommend(two, user));
            Assert.Equal(Recommend(one, user), Recommend(opened, user));
        }
    }

    [Fact]
    public void Hostile_data_trains_and_answers()
    {
        var builder = new InteractionStoreBuilder();
        var times = (long[])[long.MinValue, -1, 0, 1, long.MaxValue];
        for (var i = 0; i < 3000; i++)
        {
            Checkerboard.Add(builder, "1", "white", times[i % times.Length], i % 2 == 0 ? "Taken" : "Viewed", i);
        }

        var users = new ItemTableBuilder(["TAGS", "NUMBER"]);
        users.Add("1", [string.Join('|', Enumerable.Range(0, 500)), "1e308"]);
        users.Add("2", [null, "-1e-308"]);
        var data = Data with { ActionInteractions = builder.Build(), Users = users.Build() };
        using var model = Train(data);
        foreach (var id in (string[])["1", "2", "nobody", "", "\0"])
        {
            foreach (var now in times)
            {
                var list = model.Recommend(new RecommendationQuery { UserId = id, Now = now, RecentItems = [.. Enumerable.Repeat("1", 100)] });
                Assert.All(list, action => Assert.InRange(action.Score!.Value, 0, 1));
            }
        }

        Assert.All(OfflineEvaluation.Run(RecipeName, data, new TrainingOptions(), null, Cancellation).Values, value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void Damaged_models_are_refused()
    {
        using var folder = new TemporaryFolder();
        using (var model = Train())
        {
            model.Save(folder.Path);
        }

        var path = Assert.Single(Directory.GetFiles(folder.Path));
        var bytes = File.ReadAllBytes(path);
        for (var at = 0; at < bytes.Length; at += Math.Max(1, bytes.Length / 30))
        {
            File.WriteAllBytes(path, bytes[..at]);
            Assert.Throws<StoreFormatException>(() => TrainedModel.Open(folder.Path));
        }
    }

    [Fact]
    public void Of_more_than_a_thousand_actions_those_without_interactions_and_with_the_newest_are_kept()
    {
        var actions = new ItemTableBuilder(["VALUE"]);
        var offers = new InteractionStoreBuilder();
        for (var action = 0; action < 1100; action++)
        {
            actions.Add($"action {action:d4}", [null]);
            if (action < 200)
            {
                Checkerboard.Add(offers, "1", $"action {action:d4}", Start + action, "Taken");
            }
        }

        using var model = Train(Data with { Actions = actions.Build(), ActionInteractions = offers.Build() });
        Assert.Equal(1000, model.ItemCount);
        using var folder = new TemporaryFolder();
        var ids = model.Recommend(new RecommendationQuery { UserId = "1", NumResults = 500 }).Select(action => action.ItemId);
        Assert.DoesNotContain("action 0099", ids);
    }

    [Fact]
    public void What_is_missing_or_wrong_is_refused()
    {
        using var model = Train();
        Assert.Throws<ArgumentException>(() => model.Recommend(new RecommendationQuery()));
        Assert.Throws<NotSupportedException>(() => model.Segment(new SegmentQuery { ItemId = "1" }));
        Assert.Throws<InsufficientDataException>(() => Train(Data with { Actions = null }));
        Assert.Throws<InsufficientDataException>(() => Train(Data with { Interactions = new InteractionStoreBuilder().Build() }));
        Assert.Throws<HyperParameterException>(() => Train(period: "6"));
        Assert.Throws<HyperParameterException>(() => Train(period: "29"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public void Cancellation_stops_training_within_a_second(int milliseconds)
    {
        using var source = new CancellationTokenSource(milliseconds);
        var data = Data with { ActionInteractions = Offers(100_000) };
        var stopwatch = Stopwatch.StartNew();
        Assert.ThrowsAny<OperationCanceledException>(() => Recipe.Create(RecipeName).Train(data, new TrainingOptions(), null, source.Token));
        Assert.True(stopwatch.ElapsedMilliseconds < milliseconds + BusyMachine);
    }

    private static ItemTable Actions()
    {
        var actions = new ItemTableBuilder(["VALUE", "EXPIRATION_TIMESTAMP", "REPEAT_FREQUENCY"]);
        actions.Add("white", [null, null, null]);
        actions.Add("black", ["1", null, null]);
        actions.Add("rare", ["-1", null, null]);
        actions.Add("new", ["9.5", null, "7"]);
        actions.Add("gone", ["10", Checkerboard.Name((int)(End - (10 * Day))), "not a number"]);
        return actions.Build();
    }

    private static InteractionStore Offers(int users)
    {
        var builder = new InteractionStoreBuilder();
        for (var user = 2; user < users; user++)
        {
            for (var time = 0; time < 2; time++)
            {
                var moment = Start + (time * 19 * Day) + (user % 7);
                Checkerboard.Add(builder, Checkerboard.Name(user), user % 2 == 0 ? "white" : "black", moment, time == 0 ? "TAKEN" : "Taken");
                Checkerboard.Add(builder, Checkerboard.Name(user), user % 2 == 0 ? "black" : "white", moment + 100, time == 0 ? "NOT_TAKEN" : "Not Taken");
            }
        }

        Checkerboard.Add(builder, "4", "rare", Start, "Taken");
        Checkerboard.Add(builder, "4", "no action", Start, "Taken");
        Checkerboard.Add(builder, "4", "white", Start, "Frowned at");
        return builder.Build();
    }

    private static double Score(IReadOnlyList<Recommendation> list, string action) => list.Single(one => one.ItemId == action).Score!.Value;

    private static IReadOnlyList<Recommendation> Recommend(TrainedModel model, int user, long now = End) =>
        model.Recommend(new RecommendationQuery { UserId = Checkerboard.Name(user), Now = now });

    private static TrainedModel Train(TrainingData? data = null, string period = "14") => Recipe.Create(RecipeName).Train(
        data ?? Data,
        new TrainingOptions { Seed = 7, HyperParameters = new Dictionary<string, string> { ["action_optimization_period"] = period } },
        null,
        Cancellation);

    private static IReadOnlyDictionary<string, double> Evaluate(int threads) =>
        OfflineEvaluation.Run(RecipeName, Data, new TrainingOptions { Threads = threads }, null, Cancellation);
}
