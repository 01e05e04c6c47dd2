using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Models;

public sealed class ExplanationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("aws-user-personalization")]
    [InlineData("aws-user-personalization-v2")]
    [InlineData("aws-personalized-ranking")]
    public void Items_of_the_same_colour_explain_a_recommendation_with_shares_that_sum_to_one(string recipe)
    {
        using var model = Train(recipe);
        var query = new RecommendationQuery { RecentItems = ["1", "4", "3", "5"] };
        var explanation = model.Explain(query, "7");
        Assert.Equal(1, explanation.Sum(one => one.Share), 9);
        Assert.All(explanation, one => Assert.InRange(one.Share, 1e-9, 1));
        Assert.Equal(explanation.OrderByDescending(one => one.Share), explanation);
        Assert.True(explanation.Where(one => one.ItemId != "4").Sum(one => one.Share) > 0.8);
        Assert.Equal(explanation, model.Explain(query, "7"));
    }

    [Fact]
    public void One_item_explains_everything_and_an_item_never_itself()
    {
        using var model = Train("aws-user-personalization");
        Assert.Equal([new Contribution("3", 1)], model.Explain(new RecommendationQuery { RecentItems = ["3"] }, "7"));
        Assert.DoesNotContain(model.Explain(new RecommendationQuery { UserId = "1" }, "5"), one => one.ItemId == "5");
        Assert.Empty(model.Explain(new RecommendationQuery { UserId = "nobody" }, "7"));
    }

    [Fact]
    public void The_history_known_from_the_training_explains_as_well()
    {
        using var model = Train("aws-user-personalization");
        var explanation = model.Explain(new RecommendationQuery { UserId = "1" }, Checkerboard.Name(Checkerboard.MissingItem(1)));
        Assert.All(explanation, one => Assert.Equal(1, int.Parse(one.ItemId) % 2));
        Assert.InRange(explanation.Count, 2, Checkerboard.Items / 2);
    }

    [Fact]
    public void Recipes_without_histories_and_unknown_items_are_refused()
    {
        using var popular = Train("aws-popularity-count");
        var exception = Assert.Throws<NotSupportedException>(() => popular.Explain(new RecommendationQuery { UserId = "1" }, "1"));
        Assert.Contains("nothing to explain", exception.Message, StringComparison.Ordinal);
        using var model = Train("aws-user-personalization");
        Assert.Throws<ArgumentException>(() => model.Explain(new RecommendationQuery { UserId = "1" }, "unheard of"));
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Explain(new RecommendationQuery { UserId = "1" }, "1"));
    }

    private static TrainedModel Train(string recipe) =>
        Recipe.Create(recipe).Train(Checkerboard.Data, new TrainingOptions { Seed = 7 }, null, Cancellation);
}
