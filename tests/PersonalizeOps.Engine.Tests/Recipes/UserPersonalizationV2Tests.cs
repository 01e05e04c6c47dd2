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

    protected override RecommendationQuery QueryAbout(int user) => new() { UserId = Checkerboard.Name(user) };
}
