using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Recipes;

public sealed class SimsTests : RecipeContractTests
{
    private static readonly Dictionary<string, string> Everything = new()
    {
        ["min_user_history_length_percentile"] = "0",
        ["max_user_history_length_percentile"] = "1",
        ["min_item_interaction_count_percentile"] = "0",
        ["max_item_interaction_count_percentile"] = "1",
    };

    protected override string RecipeName => "aws-sims";

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

    [Theory]
    [InlineData("0", "common")]
    [InlineData("1", "rare")]
    public void The_discount_decides_between_popular_and_rare_items(string discount, string expected)
    {
        using var model = Train(1, WithCompanions(), With("popularity_discount_factor", discount));
        Assert.Equal(expected, model.Recommend(new RecommendationQuery { ItemId = "special", NumResults = 1 })[0].ItemId);
    }

    [Fact]
    public void Few_common_users_do_not_count()
    {
        using var model = Train(1, WithCompanions(), With("popularity_discount_factor", "1", "min_cointeraction_count", "8"));
        var list = model.Recommend(new RecommendationQuery { ItemId = "special", NumResults = 500 }).Select(item => item.ItemId).ToList();
        Assert.Equal("common", list[0]);
        Assert.Equal(list.Count - 1, list.IndexOf("rare"));
    }

    [Fact]
    public void Items_beyond_the_percentile_are_not_counted()
    {
        using var model = Train(1, WithCompanions(), With("popularity_discount_factor", "0", "max_item_interaction_count_percentile", "0.98"));
        Assert.NotEqual("common", model.Recommend(new RecommendationQuery { ItemId = "rare", NumResults = 1 })[0].ItemId);
    }

    protected override RecommendationQuery QueryAbout(int user) => new() { ItemId = Checkerboard.Name(user % Checkerboard.Items) };

    private static Dictionary<string, string> With(params string[] namesAndValues)
    {
        var parameters = new Dictionary<string, string>(Everything);
        for (var i = 0; i < namesAndValues.Length; i += 2)
        {
            parameters[namesAndValues[i]] = namesAndValues[i + 1];
        }

        return parameters;
    }

    // Ten users have the special item; all of them the common one, which everybody has, and seven the rare one.
    private static TrainingData WithCompanions()
    {
        var builder = Checkerboard.Build();
        for (var user = 0; user < Checkerboard.Users; user++)
        {
            Checkerboard.Add(builder, Checkerboard.Name(user), "common", 5_000_000);
        }

        for (var user = 0; user < 10; user++)
        {
            Checkerboard.Add(builder, Checkerboard.Name(user), "special", 5_000_001);
        }

        for (var user = 0; user < 7; user++)
        {
            Checkerboard.Add(builder, Checkerboard.Name(user), "rare", 5_000_002);
        }

        return new TrainingData(builder.Build());
    }
}
