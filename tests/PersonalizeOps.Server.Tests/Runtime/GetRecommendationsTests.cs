using Amazon.Personalize.Model;
using Amazon.PersonalizeRuntime.Model;
using PersonalizeOps.Server.Tests.Personalize;
using InvalidInputException = Amazon.PersonalizeRuntime.Model.InvalidInputException;
using ResourceNotFoundException = Amazon.PersonalizeRuntime.Model.ResourceNotFoundException;

namespace PersonalizeOps.Server.Tests.Runtime;

public sealed class GetRecommendationsTests : SceneTest
{
    private string Group { get; set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Group = await Scene.CreateImportedGroupAsync("group");
    }

    [Fact]
    public async Task A_user_gets_items_of_the_user_s_taste_with_scores()
    {
        var campaign = await DeployAsync(Scene.UserPersonalization);
        foreach (var user in new[] { 2, 3 })
        {
            var answer = await Scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign, UserId = $"u{user}", NumResults = 5 });
            Assert.Equal(5, answer.ItemList.Count);
            Assert.All(answer.ItemList, item => Assert.Equal(user % 2 == 1, int.Parse(item.ItemId[1..]) >= 30));
            Assert.All(answer.ItemList, item => Assert.InRange(item.Score!.Value, double.Epsilon, 1));
            Assert.Equal(answer.ItemList.Select(item => item.Score).OrderDescending(), answer.ItemList.Select(item => item.Score));
            Assert.Matches("^RID-[0-9a-f-]{36}$", answer.RecommendationId);
        }
    }

    [Fact]
    public async Task A_user_nobody_has_seen_gets_popular_items()
    {
        var campaign = await DeployAsync(Scene.UserPersonalization);
        var answer = await Scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign, UserId = "nobody" });
        Assert.Equal(25, answer.ItemList.Count);
    }

    [Fact]
    public async Task The_weight_of_exploration_decides_how_much_is_explored()
    {
        var version = await Scene.CreateTrainedVersionAsync(Group, "solution", Scene.UserPersonalization);
        var lists = new List<string[]>();
        foreach (var weight in new[] { "0", "1" })
        {
            var config = new CampaignConfig { ItemExplorationConfig = new() { ["explorationWeight"] = weight, ["explorationItemAgeCutOff"] = "1" } };
            var campaign = await Scene.DeployAsync(version, $"weight{weight}", config);
            var request = new GetRecommendationsRequest { CampaignArn = campaign, UserId = "u2", NumResults = 20 };
            string[] list = [.. (await Scene.RecommendAsync(request)).ItemList.Select(item => item.ItemId)];
            Assert.Equal(list, (await Scene.RecommendAsync(request)).ItemList.Select(item => item.ItemId));
            Assert.Equal(20, list.Distinct().Count());
            lists.Add(list);
        }

        // Every item is younger than a day before the newest interaction.
        Assert.NotEqual(lists[0], lists[1]);
    }

    [Fact]
    public async Task Popular_items_are_the_same_for_all_and_have_no_scores()
    {
        var campaign = await DeployAsync(Scene.Popularity);
        var anonymous = await Scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign, NumResults = 10 });
        var known = await Scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign, UserId = "u1", NumResults = 10 });
        Assert.Equal(anonymous.ItemList.Select(item => item.ItemId), known.ItemList.Select(item => item.ItemId));
        Assert.All(known.ItemList, item => Assert.Null(item.Score));
    }

    [Fact]
    public async Task Related_items_need_an_item()
    {
        var campaign = await DeployAsync(Scene.SimilarItems);
        var answer = await Scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign, ItemId = "i31", NumResults = 5 });
        Assert.All(answer.ItemList, item => Assert.True(int.Parse(item.ItemId[1..]) >= 30));
        await RefusedAsync("itemId", new GetRecommendationsRequest { CampaignArn = campaign, UserId = "u1" });
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(500, Ratings.Items)]
    public async Task As_many_items_come_as_were_asked_for_and_exist(int asked, int given)
    {
        var campaign = await DeployAsync(Scene.Popularity);
        var answer = await Scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign, NumResults = asked });
        Assert.Equal(given, answer.ItemList?.Count ?? 0);
    }

    [Fact]
    public async Task What_cannot_be_answered_is_refused()
    {
        var campaign = await DeployAsync(Scene.UserPersonalization);
        await RefusedAsync("campaignArn", new GetRecommendationsRequest { UserId = "u1" });
        await RefusedAsync("userId", new GetRecommendationsRequest { CampaignArn = campaign });
        await RefusedAsync("501", new GetRecommendationsRequest { CampaignArn = campaign, UserId = "u1", NumResults = 501 });
        await RefusedAsync("numResults", new GetRecommendationsRequest { CampaignArn = campaign, UserId = "u1", NumResults = -1 });
        await RefusedAsync("DEVICE", new GetRecommendationsRequest { CampaignArn = campaign, UserId = "u1", Context = new() { ["DEVICE"] = "phone" } });
        await RefusedAsync("filterArn", new GetRecommendationsRequest { CampaignArn = campaign, UserId = "u1", FilterValues = new() { ["a"] = "1" } });
        await RefusedAsync("promotions", new GetRecommendationsRequest { CampaignArn = campaign, UserId = "u1", Promotions = [new Promotion { Name = "p" }] });
        await RefusedAsync("solution", new GetRecommendationsRequest { CampaignArn = Scene.Arn("solution/solution"), UserId = "u1" });
        await MissingAsync(new GetRecommendationsRequest { CampaignArn = Scene.Arn("campaign/none"), UserId = "u1" });
        await MissingAsync(new GetRecommendationsRequest { CampaignArn = campaign, UserId = "u1", FilterArn = Scene.Arn("filter/none") });
        await MissingAsync(new GetRecommendationsRequest { RecommenderArn = Scene.Arn("recommender/none"), UserId = "u1" });
    }

    [Fact]
    public async Task Metadata_comes_with_the_items_where_the_campaign_has_it()
    {
        var items = await Scene.CreateDatasetAsync(Group, "items", "Items", Ratings.ItemsSchema);
        await Scene.ImportAsync(items, "items", Ratings.ItemRows());
        var version = await Scene.CreateTrainedVersionAsync(Group, "solution");
        var plain = await Scene.DeployAsync(version, "plain");
        var campaign = await Scene.DeployAsync(version, "rich", new CampaignConfig { EnableMetadataWithRecommendations = true });
        var request = new GetRecommendationsRequest { CampaignArn = campaign, NumResults = 50, MetadataColumns = new() { ["ITEMS"] = ["TITLE", "GENRES"] } };

        var answer = await Scene.RecommendAsync(request);
        Assert.Equal(50, answer.ItemList.Count);
        Assert.All(answer.ItemList, item => Assert.Equal($"Film {item.ItemId[1..]}", item.Metadata["title"]));
        Assert.All(answer.ItemList, item => Assert.Equal(int.Parse(item.ItemId[1..]) < 30, item.Metadata.ContainsKey("genres")));

        await Scene.ImportAsync(items, "renamed", Ratings.ItemRows().Replace("Film", "Movie"));
        Assert.StartsWith("Movie", (await Scene.RecommendAsync(request)).ItemList[0].Metadata["title"]);

        request.NumResults = 51;
        await RefusedAsync("51", request);
        request.NumResults = 5;
        request.MetadataColumns = new() { ["ITEMS"] = ["DIRECTOR"] };
        await RefusedAsync("DIRECTOR", request);
        request.MetadataColumns = new() { ["USERS"] = ["AGE"] };
        await RefusedAsync("ITEMS", request);
        request.CampaignArn = plain;
        request.MetadataColumns = new() { ["ITEMS"] = ["TITLE"] };
        await RefusedAsync("enableMetadataWithRecommendations", request);
    }

    private async Task<string> DeployAsync(string recipe) =>
        await Scene.DeployAsync(await Scene.CreateTrainedVersionAsync(Group, "solution", recipe), "campaign", Scene.Unexploring(recipe));

    private async Task RefusedAsync(string named, GetRecommendationsRequest request)
    {
        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => Scene.RecommendAsync(request));
        Assert.Contains(named, exception.Message);
        Assert.Equal(400, (int)exception.StatusCode);
    }

    private async Task MissingAsync(GetRecommendationsRequest request) =>
        Assert.Equal(404, (int)(await Assert.ThrowsAsync<ResourceNotFoundException>(() => Scene.RecommendAsync(request))).StatusCode);
}
