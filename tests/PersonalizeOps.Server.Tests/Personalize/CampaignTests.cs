using Amazon.Personalize.Model;
using Amazon.PersonalizeRuntime.Model;
using InvalidInputException = Amazon.Personalize.Model.InvalidInputException;
using ResourceNotFoundException = Amazon.Personalize.Model.ResourceNotFoundException;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class CampaignTests : ResourceContract
{
    protected override string UnknownArn => Scene.Arn("campaign/none");

    private string Group { get; set; } = "";

    private string Version { get; set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Group = await Scene.CreateImportedGroupAsync("group");
        Version = await Scene.CreateTrainedVersionAsync(Group, "solution");
    }

    [Fact]
    public async Task A_campaign_provisions_one_transaction_per_second_by_default()
    {
        var campaign = await Scene.DescribeCampaignAsync(await CreateAsync("campaign"));
        Assert.Equal((1, Version, "ACTIVE"), (campaign.MinProvisionedTPS, campaign.SolutionVersionArn, campaign.Status));
        Assert.Null(campaign.LatestCampaignUpdate);
    }

    [Fact]
    public async Task A_version_that_is_not_active_cannot_be_deployed()
    {
        var failed = await Scene.TrainAsync(await Scene.CreateSolutionAsync(Group, "failed", request => request.EventType = "none"));
        Assert.Equal("CREATE FAILED", failed.Status);
        await Assert.ThrowsAsync<InvalidInputException>(() => Scene.DeployAsync(failed.SolutionVersionArn, "campaign"));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Scene.DeployAsync(Scene.Arn("solution/none/0b76212f"), "campaign"));
        await Assert.ThrowsAsync<InvalidInputException>(() => Scene.DeployAsync(Scene.Arn("solution/solution"), "campaign"));
    }

    [Fact]
    public async Task Configurations_that_the_recipe_does_not_have_are_refused()
    {
        var exploring = new CampaignConfig { ItemExplorationConfig = new() { ["explorationWeight"] = "0.3" } };
        await Assert.ThrowsAsync<InvalidInputException>(() => Scene.DeployAsync(Version, "campaign", exploring));
        var personal = await Scene.CreateTrainedVersionAsync(Group, "personal", Scene.UserPersonalization);
        var campaign = await Scene.DeployAsync(personal, "campaign", exploring);
        Assert.Equal("0.3", (await Scene.DescribeCampaignAsync(campaign)).CampaignConfig.ItemExplorationConfig["explorationWeight"]);
        exploring.ItemExplorationConfig["explorationWeight"] = "2";
        await Assert.ThrowsAsync<InvalidInputException>(() => Scene.DeployAsync(personal, "other", exploring));
        exploring.ItemExplorationConfig = new() { ["explorationItemAgeCutOff"] = "7,5" };
        await Assert.ThrowsAsync<InvalidInputException>(() => Scene.DeployAsync(personal, "other", exploring));
    }

    [Fact]
    public async Task Semantic_similarity_alone_ranks_by_popularity_or_freshness_too()
    {
        var items = await Scene.CreateDatasetAsync(Group, "films", "Items", Ratings.ItemsSchema);
        await Scene.ImportAsync(items, "films-import", Ratings.ItemRows());
        var similar = await Scene.CreateTrainedVersionAsync(Group, "semantic", "arn:aws:personalize:::recipe/aws-semantic-similarity");
        var config = new CampaignConfig { RankingInfluence = new() { ["POPULARITY"] = 1 } };

        var plain = await Scene.DeployAsync(similar, "plain");
        var popular = await Scene.DeployAsync(similar, "popular", config);

        var request = new GetRecommendationsRequest { CampaignArn = plain, ItemId = "i3", NumResults = 20 };
        var one = (await Scene.RecommendAsync(request)).ItemList.Select(item => item.ItemId);
        request.CampaignArn = popular;
        var other = (await Scene.RecommendAsync(request)).ItemList.Select(item => item.ItemId);
        Assert.Equal(20, one.Count());
        Assert.NotEqual(one, other);
        Assert.Equal(1, (await Scene.DescribeCampaignAsync(popular)).CampaignConfig.RankingInfluence["POPULARITY"]);
        await Assert.ThrowsAsync<InvalidInputException>(() => Scene.DeployAsync(Version, "other", config));
        config.RankingInfluence["POPULARITY"] = 1.5;
        await Assert.ThrowsAsync<InvalidInputException>(() => Scene.DeployAsync(similar, "other", config));
    }

    [Fact]
    public async Task Semantic_similarity_needs_items_alone()
    {
        var group = await Scene.CreateGroupAsync("catalogue");
        var items = await Scene.CreateDatasetAsync(group, "texts", "Items", Ratings.ItemsSchema);
        Assert.Null((await Scene.ImportAsync(items, "texts-import", Ratings.ItemRows())).FailureReason);
        var campaign = await Scene.DeployAsync(await Scene.CreateTrainedVersionAsync(group, "texts", "arn:aws:personalize:::recipe/aws-semantic-similarity"), "texts");
        var answer = await Scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign, ItemId = "i3", NumResults = 5 });
        Assert.Equal(5, answer.ItemList.Count);
        Assert.DoesNotContain(answer.ItemList, item => item.ItemId == "i3");

        var popular = await Scene.CreateSolutionAsync(group, "popular", request => request.RecipeArn = Scene.Popularity);
        await Assert.ThrowsAsync<InvalidInputException>(() => Scene.TrainAsync(popular));
    }

    [Fact]
    public async Task An_update_shows_apart_and_then_serves()
    {
        var campaign = await CreateAsync("campaign");
        var personal = await Scene.CreateTrainedVersionAsync(Group, "personal", Scene.UserPersonalization);
        await Client.UpdateCampaignAsync(new UpdateCampaignRequest { CampaignArn = campaign, SolutionVersionArn = personal, MinProvisionedTPS = 2 }, Cancel);
        var updated = await Scene.UntilAsync(() => Scene.DescribeCampaignAsync(campaign), described => described.LatestCampaignUpdate.Status == "ACTIVE");
        Assert.Equal((personal, 2, "ACTIVE"), (updated.SolutionVersionArn, updated.MinProvisionedTPS, updated.Status));
        Assert.Equal((personal, 2), (updated.LatestCampaignUpdate.SolutionVersionArn, updated.LatestCampaignUpdate.MinProvisionedTPS));
        var answer = await Scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign, UserId = "u1" });
        Assert.All(answer.ItemList, item => Assert.NotNull(item.Score));

        // The campaign has left its first solution, which can go now.
        await Client.DeleteSolutionAsync(new DeleteSolutionRequest { SolutionArn = Scene.Arn("solution/solution") }, Cancel);
    }

    [Fact]
    public async Task An_update_of_nothing_is_invalid_input()
    {
        var request = new UpdateCampaignRequest { CampaignArn = await CreateAsync("campaign") };
        await Assert.ThrowsAsync<InvalidInputException>(() => Client.UpdateCampaignAsync(request, Cancel));
    }

    [Fact]
    public async Task A_campaign_of_the_latest_version_follows_it()
    {
        var sync = new CampaignConfig { SyncWithLatestSolutionVersion = true };
        await Assert.ThrowsAsync<InvalidInputException>(() => Scene.DeployAsync(Version, "campaign", sync));
        await Assert.ThrowsAsync<InvalidInputException>(() => Scene.DeployAsync(Scene.Arn("solution/solution/$LATEST"), "campaign"));
        var campaign = await Scene.DeployAsync(Scene.Arn("solution/solution/$LATEST"), "campaign", sync);
        Assert.Equal(Version, (await Scene.DescribeCampaignAsync(campaign)).SolutionVersionArn);
        var next = await Scene.TrainAsync(Scene.Arn("solution/solution"));
        var followed = await Scene.UntilAsync(() => Scene.DescribeCampaignAsync(campaign), described => described.SolutionVersionArn != Version);
        Assert.Equal(next.SolutionVersionArn, followed.SolutionVersionArn);
    }

    [Fact]
    public async Task The_sixth_campaign_of_a_group_exceeds_the_limit()
    {
        for (var i = 0; i < 5; i++)
        {
            await CreateAsync($"campaign{i}");
        }

        var exception = await Assert.ThrowsAsync<LimitExceededException>(() => CreateAsync("campaign5"));
        Assert.Equal("Cannot create a campaign. More than 5 resources in ACTIVE state. Please delete some and try again.", exception.Message);
    }

    [Fact]
    public async Task A_deleted_campaign_is_gone_and_no_longer_answers()
    {
        var campaign = await CreateAsync("campaign");
        var request = new GetRecommendationsRequest { CampaignArn = campaign };
        await Scene.RecommendAsync(request);
        await Client.DeleteCampaignAsync(new DeleteCampaignRequest { CampaignArn = campaign }, Cancel);
        await Scene.UntilAsync(async () => (await ListAsync(null, null)).Arns, arns => arns.Count == 0);
        var exception = await Assert.ThrowsAsync<Amazon.PersonalizeRuntime.Model.ResourceNotFoundException>(() => Scene.RecommendAsync(request));
        Assert.Equal(404, (int)exception.StatusCode);
        Assert.Equal(campaign, await CreateAsync("campaign"));
    }

    protected override Task<string> CreateAsync(string name) => Scene.DeployAsync(Version, name);

    protected override async Task<string> DescribeAsync(string arn) => (await Scene.DescribeCampaignAsync(arn)).Status;

    protected override async Task<(List<string> Arns, string? NextToken)> ListAsync(int? maxResults, string? nextToken)
    {
        var request = new ListCampaignsRequest { SolutionArn = Scene.Arn("solution/solution"), MaxResults = maxResults, NextToken = nextToken };
        var response = await Client.ListCampaignsAsync(request, Cancel);
        return ([.. response.Campaigns.Select(campaign => campaign.CampaignArn)], response.NextToken);
    }
}
