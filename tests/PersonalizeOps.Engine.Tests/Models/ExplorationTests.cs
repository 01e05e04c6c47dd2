using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Models;

/// <summary>A board with ten new items that hardly anybody knows, among them one without interactions, and one old item that nobody knows.</summary>
public sealed class ExplorationTests : IDisposable
{
    private const long Day = 86_400;
    private const long Now = 1_000_000 + (400 * Day);
    private static readonly TrainingData Data = new(Interactions(), Items());

    private readonly TrainedModel _model = Train("aws-user-personalization");
    private readonly TrainedModel _second = Train("aws-user-personalization-v2");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _model.Dispose();
        _second.Dispose();
    }

    [Fact]
    public void Weight_zero_changes_nothing()
    {
        for (var user = 0; user < 20; user++)
        {
            Assert.Equal(_model.Recommend(Query(user)), _model.Recommend(Query(user, weight: 0)));
        }
    }

    [Fact]
    public void Weight_one_puts_all_young_items_first_and_no_old_ones()
    {
        var list = _model.Recommend(Query(1, weight: 1) with { NumResults = 25 }).Select(item => item.ItemId).ToArray();
        Assert.Equal(11, list.Take(11).Count(id => id.StartsWith("new", StringComparison.Ordinal)));
        Assert.DoesNotContain("old", list);
        Assert.Equal(25, list.Distinct().Count());
    }

    [Fact]
    public void The_weight_is_the_share_of_places_that_go_to_young_items()
    {
        foreach (var weight in (double[])[0.1, 0.3, 0.6])
        {
            var places = 0;
            for (var user = 0; user < Checkerboard.Users; user++)
            {
                places += _second.Recommend(Query(user, weight)).Count(IsExplored);
            }

            Assert.InRange(places / (10.0 * Checkerboard.Users), weight - 0.06, weight + 0.06);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_list_and_another_seed_another()
    {
        Assert.Equal(_model.Recommend(Query(1, 0.5)), _model.Recommend(Query(1, 0.5)));
        var seeds = Enumerable.Range(0, 10).Select(seed => string.Join(' ', _model.Recommend(Query(1, 0.5, seed: (ulong)seed)).Select(item => item.ItemId)));
        Assert.InRange(seeds.Distinct().Count(), 5, 10);
        var users = Enumerable.Range(0, 10).Select(user => string.Join(' ', _model.Recommend(Query(user, 1) with { NumResults = 5 }).Select(item => item.ItemId)));
        Assert.InRange(users.Distinct().Count(), 5, 10);
    }

    [Fact]
    public void The_cut_off_counts_back_from_the_newest_interaction_or_from_the_moment_given()
    {
        Assert.All(_second.Recommend(Query(1, 1)), item => Assert.True(IsExplored(item)));
        Assert.DoesNotContain(_second.Recommend(Query(1, 1, now: Now + (31 * Day))), IsExplored);
        var old = _model.Recommend(Query(1, 1, days: 1000) with { NumResults = 75 }).Select(item => item.ItemId);
        Assert.Contains("old", old);
    }

    [Fact]
    public void Items_with_fewer_users_are_explored_more()
    {
        var (unknown, known) = (0, 0);
        for (var user = 0; user < Checkerboard.Users; user++)
        {
            var first = _model.Recommend(Query(user, 1) with { NumResults = 1 })[0].ItemId;
            unknown += first == "new 0" ? 1 : 0;
            known += first == "new 9" ? 1 : 0;
        }

        Assert.True(unknown > 2 * known);
    }

    [Fact]
    public void An_item_the_user_met_is_not_explored()
    {
        var list = _model.Recommend(Query(1, 1) with { NumResults = 75, RecentItems = ["new 3", "new none"] }).Select(item => item.ItemId).ToArray();
        Assert.DoesNotContain("new 3", list);
        Assert.DoesNotContain("new none", list);
        Assert.Contains("new 2", list);
    }

    [Fact]
    public void Only_the_second_version_of_the_recipe_gives_the_reason_and_rankings_do_not_explore()
    {
        Assert.All(_model.Recommend(Query(1, 1)), item => Assert.Empty(item.Reasons));
        Assert.All(_second.Recommend(Query(1, 1)), item => Assert.True(IsNew(item.ItemId) && IsExplored(item)));
        using var ranking = Train("aws-personalized-ranking");
        var query = Query(1) with { Candidates = ["1", "2", "new 1"] };
        Assert.Equal(ranking.Recommend(query), ranking.Recommend(query with { Exploration = new ExplorationOptions { Weight = 1 } }));
    }

    [Theory]
    [InlineData(-0.1, 30)]
    [InlineData(1.1, 30)]
    [InlineData(double.NaN, 30)]
    [InlineData(0.3, 0.5)]
    [InlineData(0.3, double.NaN)]
    public void Values_out_of_range_are_refused(double weight, double days) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _model.Recommend(Query(1, weight, days: days)));

    private static bool IsExplored(Recommendation item) => item.Reasons.Contains(RecommendationReason.Exploration);

    private static bool IsNew(string id) => id.StartsWith("new", StringComparison.Ordinal);

    private static RecommendationQuery Query(int user, double? weight = null, ulong seed = 1, double days = 30, long? now = null) => new()
    {
        UserId = Checkerboard.Name(user),
        NumResults = 10,
        Exploration = weight is null ? null : new ExplorationOptions { Weight = weight.Value, Seed = seed, AgeCutOffDays = days, Now = now },
    };

    private static InteractionStore Interactions()
    {
        var builder = Checkerboard.Build();
        for (var item = 0; item < 10; item++)
        {
            for (var user = 0; user <= 3 * item; user++)
            {
                Checkerboard.Add(builder, $"guest {user}", $"new {item}", Now - (20 * Day) + item);
            }
        }

        Checkerboard.Add(builder, "guest 1", "new 1", Now);
        return builder.Build();
    }

    private static ItemTable Items()
    {
        var items = new ItemTableBuilder(["CREATION_TIMESTAMP"]);
        items.Add("new none", [null]);
        items.Add("old", [Checkerboard.Name((int)(Now - (100 * Day)))]);
        return items.Build();
    }

    private static TrainedModel Train(string recipe) => Recipe.Create(recipe).Train(Data, new TrainingOptions { Seed = 7 }, null, Cancellation);
}
