using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Models;

/// <summary>A board that was trained on, to which items, users and interactions are added.</summary>
public sealed class UpdateTests
{
    private static readonly TrainingData Before = new(Checkerboard.Data.Interactions, Items());
    private static readonly TrainingData After = new(Arrived(), Items("new white", "new black", "new grey"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("aws-user-personalization")]
    [InlineData("aws-user-personalization-v2")]
    [InlineData("aws-personalized-ranking")]
    public void Old_items_keep_their_order_and_new_ones_join_by_their_metadata(string name)
    {
        using var trained = Train(name);
        using var updated = Update(trained);
        Assert.Equal(trained.ItemCount + 4, updated.ItemCount);
        foreach (var user in (int[])[10, 11, 12, 13])
        {
            var query = Query(name, user);
            var before = trained.Recommend(query).Select(item => item.ItemId).ToArray();
            var after = updated.Recommend(query).ToArray();
            Assert.Equal(before, after.Select(item => item.ItemId).Where(id => !id.StartsWith("new", StringComparison.Ordinal)));
            var own = user % 2 == 0 ? "new white" : "new black";
            var other = user % 2 == 0 ? "new black" : "new white";
            Assert.True(name.Contains("ranking", StringComparison.Ordinal) || ScoreOf(after, own) > ScoreOf(after, other));
        }
    }

    [Fact]
    public void New_interactions_of_known_and_new_users_count()
    {
        using var trained = Train("aws-user-personalization");
        using var updated = Update(trained);
        var newcomer = updated.Recommend(new RecommendationQuery { UserId = "newcomer", NumResults = 10 });
        Assert.All(newcomer, item => Assert.True(item.ItemId == "new black" || int.Parse(item.ItemId) % 2 == 1, item.ItemId));
        Assert.DoesNotContain(newcomer, item => item.ItemId is "1" or "3" or "5");
        var late = Checkerboard.Name(Checkerboard.MissingItem(20));
        Assert.Equal(late, trained.Recommend(new RecommendationQuery { UserId = "20" })[0].ItemId);
        Assert.DoesNotContain(updated.Recommend(new RecommendationQuery { UserId = "20", NumResults = 500 }), item => item.ItemId == late);
    }

    [Fact]
    public void An_event_with_an_item_the_training_did_not_know_is_ignored_before_the_update_and_noted_after_it()
    {
        using var trained = Train("aws-user-personalization");
        using var updated = Update(trained);
        var query = new RecommendationQuery { UserId = "10", RecentItems = ["new white", "unheard of"], NumResults = 500 };
        Assert.Equal(trained.Recommend(query with { RecentItems = null }), trained.Recommend(query));
        Assert.DoesNotContain(updated.Recommend(query), item => item.ItemId == "new white");
        Assert.Contains(updated.Recommend(query with { RecentItems = null }), item => item.ItemId == "new white");
    }

    [Fact]
    public void An_item_without_interactions_and_likeness_is_shown_by_exploration_only()
    {
        using var trained = Train("aws-user-personalization");
        using var updated = Update(trained);
        var query = new RecommendationQuery { UserId = "10", NumResults = 500 };
        Assert.DoesNotContain(updated.Recommend(query), item => item.ItemId == "new plain");
        Assert.Contains(updated.Recommend(query with { Exploration = new ExplorationOptions { Weight = 1 } }), item => item.ItemId == "new plain");
    }

    [Fact]
    public void Scores_sum_to_one_and_a_saved_update_answers_as_before_even_when_updated_again()
    {
        using var folder = new TemporaryFolder();
        using var trained = Train("aws-user-personalization");
        using var updated = Update(trained);
        updated.Save(folder.File("updated"));
        var opened = TrainedModel.Open(folder.File("updated"));
        var again = Recipe.Create("aws-user-personalization").Update(opened, After, new TrainingOptions(), null, Cancellation);
        for (var user = 0; user < Checkerboard.Users; user++)
        {
            var query = new RecommendationQuery { UserId = Checkerboard.Name(user), NumResults = 500 };
            var list = updated.Recommend(query);
            Assert.Equal(1, list.Sum(item => item.Score!.Value), 4);
            Assert.Equal(list, opened.Recommend(query));
            Assert.Equal(list, again.Recommend(query));
        }

        // An updated model outlives the file of the one it came from.
        opened.Dispose();
        Directory.Delete(folder.File("updated"), recursive: true);
        Assert.NotEmpty(again.Recommend(new RecommendationQuery { UserId = "1" }));
        again.Save(folder.File("again"));
        again.Dispose();
        using var last = TrainedModel.Open(folder.File("again"));
        Assert.Equal(updated.Recommend(new RecommendationQuery { UserId = "1" }), last.Recommend(new RecommendationQuery { UserId = "1" }));
    }

    [Fact]
    public void New_actions_and_action_interactions_join_a_model_of_next_best_actions()
    {
        var actions = new ItemTableBuilder(["VALUE"]);
        actions.Add("old", ["1"]);
        var offers = new InteractionStoreBuilder();
        for (var user = 0; user < Checkerboard.Users; user++)
        {
            Checkerboard.Add(offers, Checkerboard.Name(user), "old", 2_000_000, "Viewed");
            Checkerboard.Add(offers, Checkerboard.Name(user), "old", 2_000_001, "Taken");
        }

        var recipe = Recipe.Create("aws-next-best-action");
        using var trained = recipe.Train(Before with { Actions = actions.Build() }, new TrainingOptions(), null, Cancellation);
        Assert.Equal(0, Assert.Single(trained.Recommend(new RecommendationQuery { UserId = "1" })).Score);
        actions = new ItemTableBuilder(["VALUE"]);
        actions.Add("old", ["1"]);
        actions.Add("fresh", ["2"]);
        var data = After with { Actions = actions.Build(), ActionInteractions = offers.Build() };
        using var updated = recipe.Update(trained, data, new TrainingOptions(), null, Cancellation);
        var list = updated.Recommend(new RecommendationQuery { UserId = "1" });
        Assert.Equal(["old", "fresh"], list.Select(action => action.ItemId));
        Assert.True(list[0].Score > 0);
    }

    [Fact]
    public void Other_recipes_and_models_of_other_recipes_are_refused()
    {
        using var popular = Train("aws-popularity-count");
        Assert.Throws<NotSupportedException>(() => Recipe.Create("aws-popularity-count").Update(popular, After, new TrainingOptions(), null, Cancellation));
        Assert.Throws<ArgumentException>(() => Recipe.Create("aws-user-personalization").Update(popular, After, new TrainingOptions(), null, Cancellation));
        using var trained = Train("aws-user-personalization");
        var cancelled = new CancellationToken(canceled: true);
        Assert.ThrowsAny<OperationCanceledException>(
            () => Recipe.Create("aws-user-personalization").Update(trained, After, new TrainingOptions(), null, cancelled));
    }

    private static double ScoreOf(IEnumerable<Recommendation> list, string id) => list.SingleOrDefault(item => item.ItemId == id).Score ?? 0;

    private static RecommendationQuery Query(string recipe, int user)
    {
        var query = new RecommendationQuery { UserId = Checkerboard.Name(user), NumResults = 500 };
        return recipe.Contains("ranking", StringComparison.Ordinal)
            ? query with { Candidates = [.. Enumerable.Range(0, 20).Select(Checkerboard.Name)] }
            : query;
    }

    private static ItemTable Items(params string[] added)
    {
        var items = new ItemTableBuilder(["COLOUR"]);
        for (var item = 0; item < Checkerboard.Items; item++)
        {
            items.Add(Checkerboard.Name(item), [item % 2 == 0 ? "white" : "black"]);
        }

        foreach (var id in added)
        {
            items.Add(id, [id[4..]]);
        }

        return items.Build();
    }

    private static InteractionStore Arrived()
    {
        var builder = new InteractionStoreBuilder();
        builder.Add(Checkerboard.Data.Interactions);
        foreach (var item in (string[])["1", "3", "5"])
        {
            Checkerboard.Add(builder, "newcomer", item, 3_000_000);
        }

        Checkerboard.Add(builder, "somebody", "new plain", 3_000_000);
        Checkerboard.Add(builder, "20", Checkerboard.Name(Checkerboard.MissingItem(20)), 3_000_001);
        return builder.Build();
    }

    private static TrainedModel Train(string recipe) => Recipe.Create(recipe).Train(Before, new TrainingOptions { Seed = 7 }, null, Cancellation);

    private static TrainedModel Update(TrainedModel trained) =>
        Recipe.Create(trained.Recipe).Update(trained, After, new TrainingOptions(), null, Cancellation);
}
