using Amazon.PersonalizeRuntime.Model;
using PersonalizeOps.Server.Tests.Personalize;

namespace PersonalizeOps.Server.Tests.Runtime;

public sealed class PersonalizedRankingTests : SceneTest
{
    private const string Ranking = "arn:aws:personalize:::recipe/aws-personalized-ranking";

    private string Group { get; set; } = "";

    private string Campaign { get; set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Group = await Scene.CreateImportedGroupAsync("group");
        Campaign = await Scene.DeployAsync(await Scene.CreateTrainedVersionAsync(Group, "solution", Ranking), "campaign");
    }

    [Fact]
    public async Task The_user_s_taste_orders_the_items_given_and_scores_sum_to_one()
    {
        var answer = await RankAsync("u2", "i40", "i3", "stranger", "i5");
        Assert.Equal(["i3", "i5"], answer.PersonalizedRanking.Take(2).Select(item => item.ItemId).Order());
        Assert.Equal("i40", answer.PersonalizedRanking[2].ItemId);
        Assert.Equal(("stranger", null), (answer.PersonalizedRanking[3].ItemId, answer.PersonalizedRanking[3].Score));
        Assert.Equal(1, answer.PersonalizedRanking.Sum(item => item.Score ?? 0), 5);
        Assert.Matches("^RID-[0-9a-f-]{36}$", answer.RecommendationId);
    }

    [Fact]
    public async Task A_filter_takes_items_out_of_the_ranking()
    {
        var filter = (await Client.CreateFilterAsync(
            new() { Name = "clicked", DatasetGroupArn = Group, FilterExpression = "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"click\")" },
            Cancel)).FilterArn;
        await Scene.UntilAsync(
            async () => (await Client.DescribeFilterAsync(new() { FilterArn = filter }, Cancel)).Filter.Status,
            status => status == "ACTIVE");
        var request = new GetPersonalizedRankingRequest { CampaignArn = Campaign, UserId = "u0", InputList = ["i0", "i11", "i44"], FilterArn = filter };
        var answer = await Scene.Runtime.GetPersonalizedRankingAsync(request, Cancel);
        Assert.Equal(["i11", "i44"], answer.PersonalizedRanking.Select(item => item.ItemId).Order());
    }

    [Fact]
    public async Task What_cannot_be_ranked_is_refused()
    {
        await Assert.ThrowsAsync<InvalidInputException>(() => RankAsync("", "i1"));
        await Assert.ThrowsAsync<InvalidInputException>(() => RankAsync("u1", [.. Enumerable.Range(0, 501).Select(i => $"i{i}")]));
        var wrong = await Assert.ThrowsAsync<InvalidInputException>(
            () => Scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = Campaign, UserId = "u1" }));
        Assert.Contains("GetPersonalizedRanking", wrong.Message);
        var popular = await Scene.DeployAsync(await Scene.CreateTrainedVersionAsync(Group, "popular"), "popular");
        wrong = await Assert.ThrowsAsync<InvalidInputException>(
            () => Scene.Runtime.GetPersonalizedRankingAsync(new() { CampaignArn = popular, UserId = "u1", InputList = ["i1"] }, Cancel));
        Assert.Contains("GetRecommendations", wrong.Message);
        wrong = await Assert.ThrowsAsync<InvalidInputException>(
            () => Scene.Runtime.GetActionRecommendationsAsync(new() { CampaignArn = popular, UserId = "u1" }, Cancel));
        Assert.Contains("call GetRecommendations", wrong.Message);
        await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => Scene.Runtime.GetPersonalizedRankingAsync(new() { CampaignArn = Scene.Arn("campaign/none"), UserId = "u1", InputList = ["i1"] }, Cancel));
    }

    private Task<GetPersonalizedRankingResponse> RankAsync(string user, params string[] items) =>
        Scene.Runtime.GetPersonalizedRankingAsync(new() { CampaignArn = Campaign, UserId = user, InputList = [.. items] }, Cancel);
}
