using System.Text;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tests.TestData;

namespace PersonalizeOps.Engine.Tests.Recipes;

/// <summary>What recipes that personalize items make of metadata and circumstances.</summary>
public sealed class SideInformationTests
{
    private const int Users = 300;

    [Theory]
    [InlineData("aws-user-personalization")]
    [InlineData("aws-user-personalization-v2")]
    public void An_item_nobody_knows_is_scored_like_those_with_its_metadata(string recipe)
    {
        var items = new ItemTableBuilder(["COLOUR", "TITLE"]);
        for (var item = 0; item < Checkerboard.Items; item++)
        {
            items.Add(Checkerboard.Name(item), [item % 2 == 0 ? "even" : "odd", $"Item number {item} of the board"]);
        }

        items.Add("new even", ["even", "Brand new and even"]);
        items.Add("new odd", ["odd", null]);
        items.Add("bare", [null, null]);
        using var model = Train(recipe, Checkerboard.Data with { Items = items.Build() });
        for (var user = 0; user < 10; user++)
        {
            var list = model.Recommend(new RecommendationQuery { UserId = Checkerboard.Name(user), NumResults = 500 });
            Assert.Equal(Checkerboard.Name(Checkerboard.MissingItem(user)), list[0].ItemId);
            var (own, other) = user % 2 == 0 ? ("new even", "new odd") : ("new odd", "new even");
            Assert.True(ScoreOf(list, own) > ScoreOf(list, other));
            Assert.DoesNotContain(list, item => item.ItemId == "bare");
            Assert.Equal(1, list.Sum(item => item.Score!.Value), 4);
        }
    }

    [Fact]
    public void The_circumstances_of_a_request_move_what_depends_on_them_and_survive_saving()
    {
        using var folder = new TemporaryFolder();
        using (var trained = Train("aws-user-personalization", WithDevices()))
        {
            trained.Save(folder.Path);
        }

        using var model = TrainedModel.Open(folder.Path);
        Assert.InRange(ShareUnder("phone"), 0.9, 1);
        Assert.InRange(ShareUnder("tv"), 0.9, 1);

        Assert.Equal(Recommend(new Dictionary<string, string>(), 3), Recommend(new Dictionary<string, string> { ["DEVICE"] = "toaster", [""] = "x" }, 3));

        double ShareUnder(string device) => Enumerable.Range(0, 20)
            .SelectMany(user => Recommend(new Dictionary<string, string> { ["DEVICE"] = device }, user).Take(10))
            .Average(item => item.ItemId.StartsWith(device, StringComparison.Ordinal) ? 1 : 0);

        IReadOnlyList<Recommendation> Recommend(Dictionary<string, string> context, int user) =>
            model.Recommend(new RecommendationQuery { UserId = Checkerboard.Name(user), Context = context });
    }

    [Fact]
    public void The_metadata_of_a_user_without_history_tells_what_like_users_like()
    {
        var users = new ItemTableBuilder(["TEAM", "AGE"]);
        for (var user = 0; user < Checkerboard.Users; user++)
        {
            users.Add(Checkerboard.Name(user), [user % 2 == 0 ? "even" : "odd", Checkerboard.Name(20 + user)]);
        }

        users.Add("new", ["odd", "30"]);
        var builder = Checkerboard.Build();
        for (var user = Checkerboard.Users; user < Users; user++)
        {
            users.Add(Checkerboard.Name(user), [user % 2 == 0 ? "even" : "odd", null]);
            for (var i = 0; i < 5; i++)
            {
                Checkerboard.Add(builder, Checkerboard.Name(user), Checkerboard.Name((user % 2) + (2 * ((user + (7 * i)) % 30))), i);
            }
        }

        using var model = Train("aws-user-personalization-v2", new TrainingData(builder.Build(), Users: users.Build()));
        var list = model.Recommend(new RecommendationQuery { UserId = "new", NumResults = 20 });
        Assert.All(list, item => Assert.Equal(1, int.Parse(item.ItemId) % 2));
        Assert.All(list, item => Assert.NotNull(item.Score));
        Assert.All(model.Recommend(new RecommendationQuery { UserId = "stranger" }), item => Assert.Null(item.Score));
    }

    [Fact]
    public void Metadata_that_says_nothing_changes_nothing_for_known_items()
    {
        var random = new Random(1);
        var items = new ItemTableBuilder(["NOISE"]);
        for (var item = 1; item < 10_000; item++)
        {
            items.Add(Checkerboard.Name(item), [Checkerboard.Name(random.Next(10))]);
        }

        using var with = Train("aws-user-personalization", new TrainingData(MovieLens.Store, items.Build()));
        using var without = Train("aws-user-personalization", new TrainingData(MovieLens.Store));
        var known = without.Recommend(new RecommendationQuery { UserId = "1", NumResults = 100 }).Select(item => item.ItemId).ToArray();
        var query = new RecommendationQuery { UserId = "1", Candidates = known };
        Assert.Equal(known, with.Recommend(query).Select(item => item.ItemId));
    }

    // Everybody alternates between phone and television, and what is watched depends on the device alone.
    private static TrainingData WithDevices()
    {
        var random = new Random(1);
        var builder = new InteractionStoreBuilder("DEVICE");
        for (var user = 0; user < Users; user++)
        {
            for (var i = 0; i < 10; i++)
            {
                var device = random.Next(2) == 0 ? "phone" : "tv";
                Checkerboard.Add(builder, Checkerboard.Name(user), $"{device} {random.Next(40)}", i);
                builder.SetValue(0, Encoding.UTF8.GetBytes(device));
            }
        }

        return new TrainingData(builder.Build());
    }

    private static double ScoreOf(IReadOnlyList<Recommendation> list, string id) => list.Single(item => item.ItemId == id).Score!.Value;

    private static TrainedModel Train(string recipe, TrainingData data) =>
        Recipe.Create(recipe).Train(data, new TrainingOptions { Threads = 2, Seed = 7 }, null, TestContext.Current.CancellationToken);
}
