using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Recipes;

public sealed class UserPersonalizationV2Tests : RecipeContractTests
{
    protected override string RecipeName => "aws-user-personalization-v2";

    [Fact]
    public void The_missing_square_of_the_board_is_recommended_first_with_a_score()
    {
        using var model = Train(threads: 2);
        for (var user = 0; user < Checkerboard.Users; user++)
        {
            var first = model.Recommend(QueryAbout(user))[0];
            Assert.Equal(Checkerboard.Name(Checkerboard.MissingItem(user)), first.ItemId);
            Assert.InRange(first.Score!.Value, 0, 1);
            Assert.Empty(first.Reasons);
        }
    }

    [Fact]
    public void Users_without_history_get_popular_items_marked_as_such_and_without_a_score()
    {
        using var model = Train(threads: 2);
        var list = model.Recommend(new RecommendationQuery { UserId = "nobody" });
        Assert.All(list, item => Assert.Null(item.Score));
        Assert.All(list, item => Assert.Equal([RecommendationReason.PopularItem], item.Reasons));
    }

    [Fact]
    public void The_recency_bias_reaches_the_model()
    {
        var data = new TrainingData(MovieLens.Store);
        using var biased = Train(threads: 2, data);
        using var even = Train(threads: 2, data, new Dictionary<string, string> { ["apply_recency_bias"] = "false" });
        Assert.NotEqual(biased.Recommend(QueryAbout(1)), even.Recommend(QueryAbout(1)));
    }

    [Fact]
    public void Items_whose_interactions_weigh_more_rise_and_other_event_types_are_left_out()
    {
        var builder = Checkerboard.Build();
        for (var user = 0; user < Checkerboard.Users; user++)
        {
            Checkerboard.Add(builder, Checkerboard.Name(user), "seen only", 2_000_000, "view");
            Checkerboard.Add(builder, Checkerboard.Name(user), Checkerboard.Name((user + 1) % Checkerboard.Items), 2_000_001, "buy", user % 2 == 0 ? 5 : 1);
        }

        var data = new TrainingData(builder.Build());
        var options = new TrainingOptions { Threads = 2, EventWeights = [new EventWeight("watch", null, 0.1), new EventWeight("buy", 2, 1)] };
        using var model = Recipe.Create(RecipeName).Train(data, options, null, Cancellation);
        var query = new RecommendationQuery { UserId = "nobody", NumResults = 500 };
        var list = model.Recommend(query);
        Assert.DoesNotContain(list, item => item.ItemId == "seen only");

        // Only even users' purchases are worth enough: those of odd items.
        Assert.All(list.Take(10), item => Assert.Equal(1, int.Parse(item.ItemId) % 2));

        var metrics = OfflineEvaluation.Run(RecipeName, data, options, null, Cancellation);
        Assert.All((int[])[5, 10, 25], k => Assert.InRange(metrics[$"normalized_discounted_cumulative_gain_with_event_weights_at_{k}"], 0, 1));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1.5, 1)]
    [InlineData(double.NaN, 1)]
    public void Weights_that_make_no_sense_are_refused(double first, double second)
    {
        var options = new TrainingOptions { EventWeights = [new EventWeight("watch", null, first), new EventWeight("buy", null, second)] };
        Assert.Throws<ArgumentException>(() => Recipe.Create(RecipeName).Train(Checkerboard.Data, options, null, Cancellation));
    }

    protected override RecommendationQuery QueryAbout(int user) => new() { UserId = Checkerboard.Name(user) };
}
