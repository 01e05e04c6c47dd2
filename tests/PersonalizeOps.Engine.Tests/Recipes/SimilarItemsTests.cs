using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Recipes;

public sealed class SimilarItemsTests : RecipeContractTests
{
    protected override string RecipeName => "aws-similar-items";

    [Fact]
    public void Items_of_the_same_colour_come_first_and_the_item_itself_never()
    {
        using var model = Train(threads: 2);
        for (var item = 0; item < Checkerboard.Items; item++)
        {
            var list = model.Recommend(QueryAbout(item) with { NumResults = 500 });
            Assert.Equal(Checkerboard.Items - 1, list.Count);
            Assert.All(list.Take((Checkerboard.Items / 2) - 1), other => Assert.Equal(item % 2, int.Parse(other.ItemId) % 2));
            Assert.DoesNotContain(list, other => other.ItemId == Checkerboard.Name(item));
            Assert.All(list, other => Assert.Null(other.Score));
        }
    }

    [Fact]
    public void Metadata_decides_for_an_item_that_hardly_anybody_knows()
    {
        var builder = Checkerboard.Build();
        Checkerboard.Add(builder, "loner", "new", 5);
        var items = new ItemTableBuilder(["TITLE", "GENRES"]);
        items.Add("new", ["Brand New", "Western|Rare"]);
        items.Add("10", ["Ten", "Western"]);
        items.Add("12", ["Twelve", "Western|Rare"]);
        items.Add("13", ["Thirteen", "Drama"]);
        items.Add("15", ["Fifteen", "Drama"]);

        using var model = Train(threads: 1, new TrainingData(builder.Build(), items.Build()));
        var list = model.Recommend(new RecommendationQuery { ItemId = "new", NumResults = 2 });
        Assert.Equal(["12", "10"], list.Select(item => item.ItemId));
    }

    [Fact]
    public void An_item_id_is_needed()
    {
        using var model = Train(threads: 1);
        Assert.Throws<ArgumentException>(() => model.Recommend(new RecommendationQuery { UserId = "1" }));
    }

    protected override RecommendationQuery QueryAbout(int user) => new() { ItemId = Checkerboard.Name(user % Checkerboard.Items) };
}
