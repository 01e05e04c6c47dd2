using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Recipes;

public sealed class TrendingNowTests : RecipeContractTests
{
    private const long End = 5_000_000;
    private const int Hour = 3600;

    protected override string RecipeName => "aws-trending-now";

    protected override IReadOnlyList<string> MetricKeys => [.. base.MetricKeys, "trend_prediction_accuracy"];

    [Theory]
    [InlineData("1 hour", "rising")]
    [InlineData("1 day", "steady")]
    public void The_greatest_growth_from_the_interval_before_to_the_last_leads(string frequency, string first)
    {
        using var model = Train(2, WithTrends(), new Dictionary<string, string> { ["trend_discovery_frequency"] = frequency });
        var list = model.Recommend(new RecommendationQuery { NumResults = 500 });
        Assert.Equal(first, list[0].ItemId);
        Assert.All(list, item => Assert.Null(item.Score));
    }

    [Fact]
    public void Items_that_do_not_grow_follow_by_popularity()
    {
        using var model = Train(2, WithTrends(), new Dictionary<string, string> { ["trend_discovery_frequency"] = "1 hour" });
        using var popular = Recipe.Create("aws-popularity-count").Train(WithTrends(), new TrainingOptions(), null, Cancellation);
        var list = model.Recommend(new RecommendationQuery { NumResults = 500 }).Select(item => item.ItemId).ToList();
        var expected = popular.Recommend(new RecommendationQuery { NumResults = 500 }).Select(item => item.ItemId).ToList();
        Assert.Equal("rising", list[0]);
        Assert.Equal(expected.Where(id => id != "rising"), list.Skip(1));
    }

    [Theory]
    [InlineData("2 minutes")]
    [InlineData("")]
    [InlineData("1 Day")]
    public void Other_frequencies_are_refused(string frequency)
    {
        var parameters = new Dictionary<string, string> { ["trend_discovery_frequency"] = frequency };
        Assert.Contains("30 minutes", Assert.Throws<HyperParameterException>(() => Train(1, null, parameters)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_accuracy_is_one_when_growth_goes_on_and_zero_when_nothing_grows()
    {
        // What grew from the third last hour to the second last grows on; the rest stands still.
        Assert.Equal(1, TrendPrediction.Accuracy(Hours(("up", [1, 5, 20]), ("flat", [4, 4, 4])), Hour));
        Assert.Equal(0, TrendPrediction.Accuracy(Hours(("flat", [4, 4, 4])), Hour));

        // 25 items grow first and are predicted; another one grows then, by four fifths of all growth.
        var crowd = Enumerable.Range(0, 25).Select(i => ($"crowd {i}", (int[])[0, 1, i == 0 ? 2 : 1]));
        Assert.Equal(0.2, TrendPrediction.Accuracy(Hours([.. crowd, ("late", [0, 0, 4])]), Hour), 6);
    }

    protected override RecommendationQuery QueryAbout(int user) => new() { UserId = Checkerboard.Name(user) };

    private static InteractionStore Hours(params (string Item, int[] Counts)[] items)
    {
        var builder = new InteractionStoreBuilder();
        foreach (var (item, counts) in items)
        {
            for (var hour = 0; hour < counts.Length; hour++)
            {
                for (var i = 0; i < counts[hour]; i++)
                {
                    Checkerboard.Add(builder, Checkerboard.Name(i), item, End - ((2 - hour) * Hour) - i);
                }
            }
        }

        // Marks the end of the data.
        Checkerboard.Add(builder, "0", items[0].Item, End);
        return builder.Build();
    }

    // Rising: 2, then 20 in the last hour. Steady: 30 in each of the last two hours, none the day before.
    private static TrainingData WithTrends()
    {
        var builder = Checkerboard.Build();
        Add("rising", 2, End - Hour - 100);
        Add("rising", 20, End - 100);
        Add("steady", 30, End - Hour - 100);
        Add("steady", 30, End - 100);
        Checkerboard.Add(builder, "0", "steady", End);
        Checkerboard.Add(builder, "0", "steady", End - Hour);
        return new TrainingData(builder.Build());

        void Add(string item, int count, long time)
        {
            for (var i = 0; i < count; i++)
            {
                Checkerboard.Add(builder, Checkerboard.Name(i), item, time - i);
            }
        }
    }
}
