using System.Text.Json;
using PersonalizeOps.Server.Tests.Personalize;

namespace PersonalizeOps.Server.Tests.Local;

public sealed class ExplanationTests : LocalTest
{
    private string Campaign { get; set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var version = await Scene.CreateTrainedVersionAsync(await Scene.CreateImportedGroupAsync("group"), "solution", Scene.UserPersonalization);
        Campaign = await Scene.DeployAsync(version, "campaign", Scene.Unexploring(Scene.UserPersonalization));
    }

    [Fact]
    public async Task Recommendations_are_explained_by_items_of_the_history()
    {
        var request = new Amazon.PersonalizeRuntime.Model.GetRecommendationsRequest { CampaignArn = Campaign, UserId = "u1", NumResults = 2 };
        var items = (await Scene.RecommendAsync(request)).ItemList.Select(item => item.ItemId).ToList();

        var explanations = (await AskAsync("explanations", new { campaignArn = Campaign, userId = "u1", itemIds = items })).GetProperty("explanations");

        Assert.Equal(items, explanations.EnumerateArray().Select(explanation => explanation.GetProperty("itemId").GetString()));
        foreach (var explanation in explanations.EnumerateArray())
        {
            var contributions = explanation.GetProperty("contributions").EnumerateArray().ToList();
            Assert.NotEmpty(contributions);
            Assert.DoesNotContain(contributions, contribution => items.Contains(contribution.GetProperty("itemId").GetString()!));
            Assert.Equal(1, contributions.Sum(Share), 6);
            Assert.Equal(contributions.Select(Share).OrderDescending(), contributions.Select(Share));
        }
    }

    [Fact]
    public async Task What_a_user_just_did_explains_and_strangers_have_nothing_to_be_explained()
    {
        var (_, trackingId) = await Scene.CreateTrackerAsync(Scene.Arn("dataset-group/group"), "tracker");
        await Scene.Events.PutEventsAsync(
            new Amazon.PersonalizeEvents.Model.PutEventsRequest
            {
                TrackingId = trackingId,
                UserId = "newcomer",
                SessionId = "session",
                EventList = [new Amazon.PersonalizeEvents.Model.Event { EventType = "watch", ItemId = "i3", SentAt = TimeProvider.System.GetUtcNow().UtcDateTime }],
            },
            Cancel);
        foreach (var (user, expected) in (IEnumerable<(string, string[])>)[("newcomer", ["i3"]), ("nobody", [])])
        {
            var answer = await AskAsync("explanations", new { campaignArn = Campaign, userId = user, itemIds = new[] { "i1" } });
            var contributions = answer.GetProperty("explanations")[0].GetProperty("contributions").EnumerateArray();
            Assert.Equal(expected, contributions.Select(contribution => contribution.GetProperty("itemId").GetString()!));
        }
    }

    [Theory]
    [InlineData("""{"campaignArn":"CAMPAIGN","userId":"u1","itemIds":["unheard of"]}""", "InvalidInputException", "unheard of")]
    [InlineData("""{"campaignArn":"CAMPAIGN","userId":"u1","itemIds":[]}""", "InvalidInputException", "itemIds")]
    [InlineData("""{"campaignArn":"CAMPAIGN","userId":"u1","itemIds":[null]}""", "InvalidInputException", "itemIds")]
    [InlineData("""{"campaignArn":"CAMPAIGN","userId":"","itemIds":["i1"]}""", "InvalidInputException", "userId")]
    [InlineData("""{"campaignArn":"CAMPAIGN","itemIds":["i1"]}""", "InvalidInputException", "userId")]
    [InlineData("""{"userId":"u1","itemIds":["i1"]}""", "InvalidInputException", "campaignArn")]
    [InlineData("""{"campaignArn":"CAMPAIGNS","userId":"u1","itemIds":["i1"]}""", "ResourceNotFoundException", "campaign/campaigns")]
    [InlineData("""{"campaignArn":"SOLUTION","userId":"u1","itemIds":["i1"]}""", "InvalidInputException", "campaign")]
    [InlineData("""{"campaignArn":"CAMPAIGN","userId":"u1","itemIds":["i1"],"more":1}""", "SerializationException", "more")]
    [InlineData("""{"campaignArn":1}""", "SerializationException", "campaignArn")]
    [InlineData("null", "SerializationException", "")]
    [InlineData("", "SerializationException", "")]
    public async Task Bad_requests_are_refused(string body, string code, string said)
    {
        body = body.Replace("CAMPAIGNS", Campaign + "s").Replace("CAMPAIGN", Campaign).Replace("SOLUTION", Scene.Arn("solution/solution"));
        var answer = await SendAsync("explanations", body);
        Assert.Equal((code, 400), (answer.Code, answer.Status));
        Assert.Contains(said, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recipe_that_looks_at_no_history_explains_nothing()
    {
        var popular = await Scene.DeployAsync(await Scene.CreateTrainedVersionAsync(Scene.Arn("dataset-group/group"), "popular"), "popular");
        var answer = await SendAsync("explanations", JsonSerializer.Serialize(new { campaignArn = popular, userId = "u1", itemIds = new[] { "i1" } }));
        Assert.Equal(("InvalidInputException", 400), (answer.Code, answer.Status));
        Assert.Contains("aws-popularity-count", answer.Body, StringComparison.Ordinal);
    }

    private static double Share(JsonElement contribution) => contribution.GetProperty("share").GetDouble();
}
