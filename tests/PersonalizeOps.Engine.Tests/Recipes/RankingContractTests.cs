using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Recipes;

/// <summary>What a recipe that ranks given items must do.</summary>
public abstract class RankingContractTests : RecipeContractTests
{
    [Fact]
    public void The_missing_square_comes_first_among_those_of_the_other_colour_and_scores_sum_to_one()
    {
        using var model = Train(threads: 2);
        for (var user = 0; user < Checkerboard.Users; user++)
        {
            var missing = Checkerboard.MissingItem(user);
            var others = Enumerable.Range(0, Checkerboard.Items).Where(item => item % 2 != missing % 2).Take(9).Select(Checkerboard.Name);
            var ranked = model.Recommend(QueryAbout(user) with { Candidates = [.. others, Checkerboard.Name(missing)] });
            Assert.Equal(Checkerboard.Name(missing), ranked[0].ItemId);
            Assert.Equal(1, ranked.Sum(item => item.Score!.Value), 5);
        }
    }

    [Fact]
    public void Items_the_user_knows_are_ranked_too()
    {
        using var model = Train(threads: 2);
        Assert.Equal(["3"], model.Recommend(QueryAbout(1) with { Candidates = ["3"] }).Select(item => item.ItemId));
    }

    [Fact]
    public void A_list_and_a_user_are_needed()
    {
        using var model = Train(threads: 1);
        Assert.Throws<ArgumentException>(() => model.Recommend(new RecommendationQuery { UserId = "1" }));
        Assert.Throws<ArgumentException>(() => model.Recommend(new RecommendationQuery { Candidates = ["1"] }));
    }

    protected override RecommendationQuery QueryAbout(int user) => new()
    {
        UserId = Checkerboard.Name(user),
        Candidates = [.. Enumerable.Range(0, 20).Select(i => Checkerboard.Name((user + i) % Checkerboard.Items))],
    };

    protected override RecommendationQuery QueryAboutUnknown(string id)
    {
        using var popular = Recipe.Create("aws-popularity-count").Train(Checkerboard.Data, new TrainingOptions(), null, Cancellation);
        var items = popular.Recommend(new RecommendationQuery { NumResults = 10 }).Select(item => item.ItemId);
        return new RecommendationQuery { UserId = id, Candidates = [.. items.Reverse()] };
    }
}
