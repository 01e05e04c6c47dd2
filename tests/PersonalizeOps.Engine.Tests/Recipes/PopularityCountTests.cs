using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Recipes;

public sealed class PopularityCountTests : RecipeContractTests
{
    protected override string RecipeName => "aws-popularity-count";

    [Fact]
    public void Users_count_and_not_their_interactions()
    {
        var builder = Checkerboard.Build();
        for (var i = 0; i < 500; i++)
        {
            Checkerboard.Add(builder, "0", "keen", 2_000_000 + i);
        }

        for (var user = 0; user < Checkerboard.Users; user++)
        {
            Checkerboard.Add(builder, Checkerboard.Name(user), "liked", 3_000_000);
        }

        using var model = Train(threads: 1, new TrainingData(builder.Build(), null));
        var list = model.Recommend(new RecommendationQuery { NumResults = 500 });
        Assert.Equal("liked", list[0].ItemId);
        Assert.Equal("keen", list[^1].ItemId);
        Assert.All(list, item => Assert.Null(item.Score));
    }

    [Fact]
    public void Everybody_gets_the_same_list_and_ties_go_by_ascending_number()
    {
        using var model = Train(threads: 1);
        Assert.Equal(model.Recommend(QueryAbout(1)), model.Recommend(QueryAbout(2)));
        var store = Checkerboard.Data.Interactions;
        var counts = Histories.From(store).CountUsers();
        var expected = Enumerable.Range(0, store.ItemCount).OrderByDescending(item => counts[item]).ThenBy(item => int.Parse(store.GetItemId(item)));
        Assert.Equal(expected.Select(store.GetItemId), model.Recommend(new RecommendationQuery { NumResults = 500 }).Select(item => item.ItemId));
    }

    protected override RecommendationQuery QueryAbout(int user) => new() { UserId = Checkerboard.Name(user) };
}
