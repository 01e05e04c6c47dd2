using Amazon.PersonalizeEvents.Model;
using Amazon.PersonalizeRuntime.Model;
using PersonalizeOps.Server.Tests.Personalize;
using InvalidInputException = Amazon.PersonalizeEvents.Model.InvalidInputException;

namespace PersonalizeOps.Server.Tests.Events;

public sealed class PutEventsTests : SceneTest
{
    // After every interaction of the imported data.
    private const long Now = 1_700_000_000;

    private const string Schema =
        """
        {"type":"record","name":"Interactions","namespace":"com.amazonaws.personalize.schema","fields":[
        {"name":"USER_ID","type":"string"},{"name":"ITEM_ID","type":"string"},{"name":"TIMESTAMP","type":"long"},
        {"name":"EVENT_TYPE","type":"string"},{"name":"EVENT_VALUE","type":["float","null"]},
        {"name":"NUM_RATINGS","type":["int","null"]},{"name":"DEVICE","type":["null","string"],"categorical":true}],"version":"1.0"}
        """;

    private string Group { get; set; } = "";

    private string TrackingId { get; set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Group = await Scene.CreateImportedGroupAsync("group");
        TrackingId = (await Scene.CreateTrackerAsync(Group, "tracker")).TrackingId;
    }

    [Fact]
    public async Task Events_change_the_very_next_recommendation()
    {
        var campaign = await DeployAsync(Scene.UserPersonalization);
        Assert.True(await ShareOfLowAsync(campaign, "newcomer") < 1);
        await Scene.PutEventsAsync(TrackingId, "newcomer", Low(4));
        Assert.Equal(1, await ShareOfLowAsync(campaign, "newcomer"));

        // A known user's taste follows what the user does now.
        var before = await ItemsAsync(campaign, "u3");
        Assert.All(before, item => Assert.True(item >= 30));
        await Scene.PutEventsAsync(TrackingId, "u3", Low(8));
        Assert.NotEqual(before, await ItemsAsync(campaign, "u3"));
        Assert.All(await ItemsAsync(campaign, "u5"), item => Assert.True(item >= 30));
    }

    [Fact]
    public async Task A_session_is_a_user_until_the_user_is_known()
    {
        var campaign = await DeployAsync(Scene.UserPersonalization);
        var request = Request(null, "visit");
        request.EventList = [.. Low(4).Select(item => Item(item.ItemId, item.Seconds))];
        await Scene.Events.PutEventsAsync(request, Cancel);
        Assert.Equal(1, await ShareOfLowAsync(campaign, "visit"));
    }

    [Fact]
    public async Task Popular_items_and_related_items_wait_for_the_next_training()
    {
        var campaign = await DeployAsync(Scene.Popularity);
        var before = await ItemsAsync(campaign, "u3");
        await Scene.PutEventsAsync(TrackingId, "u3", Low(8));
        Assert.Equal(before, await ItemsAsync(campaign, "u3"));
    }

    [Fact]
    public async Task A_training_sees_the_events_and_serves_them_once()
    {
        await Scene.PutEventsAsync(TrackingId, "newcomer", Low(4));
        await Scene.PutEventsAsync(TrackingId, "newcomer", ("fresh", Now + 9));
        var campaign = await DeployAsync(Scene.UserPersonalization);
        Assert.Equal(1, await ShareOfLowAsync(campaign, "newcomer"));
        var all = await Scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign, UserId = "u2", NumResults = 100 });
        Assert.Contains(all.ItemList, item => item.ItemId == "fresh");
        var trained = await ScoresAsync(campaign, "newcomer");
        await Scene.PutEventsAsync(TrackingId, "newcomer", Low(4));
        Assert.Equal(trained, await ScoresAsync(campaign, "newcomer"));
    }

    [Fact]
    public async Task Anonymous_events_are_trained_on_once_the_session_has_a_user()
    {
        foreach (var (session, item) in new[] { ("linked", "fresh-linked"), ("unlinked", "fresh-unlinked") })
        {
            var request = Request(null, session);
            request.EventList = [Item(item, Now)];
            await Scene.Events.PutEventsAsync(request, Cancel);
        }

        var known = Request("somebody", "linked");
        known.EventList = [Item("i3", Now + 1)];
        await Scene.Events.PutEventsAsync(known, Cancel);
        var campaign = await DeployAsync(Scene.UserPersonalization);
        var all = await Scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign, UserId = "u2", NumResults = 100 });
        Assert.Contains(all.ItemList, item => item.ItemId == "fresh-linked");
        Assert.DoesNotContain(all.ItemList, item => item.ItemId == "fresh-unlinked");
    }

    [Fact]
    public async Task A_full_import_replaces_imported_rows_and_keeps_events()
    {
        await Scene.PutEventsAsync(TrackingId, "newcomer", ("fresh", Now));
        Assert.Equal("ACTIVE", (await Scene.ImportAsync(Scene.Arn("dataset/group/INTERACTIONS"), "again", Ratings.Interactions(15))).Status);
        var campaign = await DeployAsync(Scene.Popularity);
        var all = await Scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign, NumResults = 100 });
        Assert.Contains(all.ItemList, item => item.ItemId == "fresh");
    }

    [Fact]
    public async Task Only_events_of_the_trained_type_count()
    {
        var solution = await Scene.CreateSolutionAsync(Group, "typed", request =>
        {
            request.RecipeArn = Scene.UserPersonalization;
            request.EventType = "watch";
        });
        var campaign = await Scene.DeployAsync((await Scene.TrainAsync(solution)).SolutionVersionArn, "campaign");
        var before = await ScoresAsync(campaign, "newcomer");
        var request = Request("newcomer", "session");
        request.EventList = [.. Low(4).Select(item => Item(item.ItemId, item.Seconds, "click"))];
        await Scene.Events.PutEventsAsync(request, Cancel);
        Assert.Equal(before, await ScoresAsync(campaign, "newcomer"));
    }

    [Fact]
    public async Task An_event_of_a_known_id_or_the_same_in_all_is_ignored()
    {
        var campaign = await DeployAsync(Scene.UserPersonalization);
        var first = Request("newcomer", "session");
        first.EventList = [Item("i1", Now)];
        first.EventList[0].EventId = "once";
        await Scene.Events.PutEventsAsync(first, Cancel);
        var scores = await ScoresAsync(campaign, "newcomer");

        first.EventList = [Item("i40", Now + 5)];
        first.EventList[0].EventId = "once";
        await Scene.Events.PutEventsAsync(first, Cancel);
        first.EventList = [Item("i1", Now), Item("i1", Now)];
        await Scene.Events.PutEventsAsync(first, Cancel);
        Assert.Equal(scores, await ScoresAsync(campaign, "newcomer"));
    }

    [Fact]
    public async Task Properties_are_the_schemas_fields_in_camel_case()
    {
        var trackingId = await TrackAsync("rich");
        await AcceptedAsync(trackingId, """{"numRatings": 12, "device": "phone|tablet"}""");
        await AcceptedAsync(trackingId, """{"numRatings": "12", "unknownKey": [1]}""");
        await AcceptedAsync(trackingId, """{"device": null}""");
        await RefusedAsync(trackingId, "numRatings", """{"numRatings": "many"}""");
        await RefusedAsync(trackingId, "numRatings", """{"numRatings": 1.5}""");
        await RefusedAsync(trackingId, "numRatings", """{"numRatings": 99999999999}""");
        await RefusedAsync(trackingId, "device", """{"device": ["phone"]}""");
        await RefusedAsync(trackingId, "device", """{"device": 1}""");
        await RefusedAsync(trackingId, "1001", $$"""{"device": "{{new string('x', 1001)}}"}""");
        await RefusedAsync(trackingId, "Error parsing properties json", "{");
        await RefusedAsync(trackingId, "Error parsing properties json", "[]");
        await RefusedAsync(trackingId, "surrogate", """{"device": "\ud800"}""");
        await RefusedAsync(trackingId, "Error parsing properties json", """{"device": "a", "device": "b"}""");
        await RefusedAsync(trackingId, "twice", """{"device": "a", "DEVICE": "b"}""");
        foreach (var key in new[] { "userId", "sessionId", "eventType", "timestamp", "recommendationId", "impression", "USERID" })
        {
            await RefusedAsync(trackingId, "reserved", $$"""{"{{key}}": "x"}""");
        }
    }

    [Fact]
    public async Task Item_and_value_may_stand_among_the_properties()
    {
        var request = Request("newcomer", "session");
        request.EventList = [Item(null, Now)];
        request.EventList[0].Properties = """{"itemId": "i1", "eventValue": "4.5"}""";
        await Scene.Events.PutEventsAsync(request, Cancel);
        request.EventList[0].ItemId = "i2";
        await RefusedAsync("ITEM_ID", request);
    }

    [Fact]
    public async Task What_is_no_event_is_refused()
    {
        var request = Request("u1", "session");
        request.EventList = [Item(null, Now)];
        await RefusedAsync("itemId", request);
        request.EventList = [Item("i1", 200_000_000_000)];
        await RefusedAsync("out of range", request);
        request.EventList = [Item("i1", -1)];
        await RefusedAsync("out of range", request);
        request.EventList = [.. Enumerable.Range(0, 11).Select(i => Item("i1", Now + i))];
        await RefusedAsync("eventList", request);
        request.EventList = [];
        await RefusedAsync("eventList", request);
        request.EventList = [Item(new string('i', 257), Now)];
        await RefusedAsync("itemId", request);
        request.EventList = [Item("i1", Now, "watch\0")];
        await RefusedAsync("zero character", request);
        request.EventList = [Item("i1", Now)];
        request.EventList[0].RecommendationId = new string('r', 41);
        await RefusedAsync("recommendationId", request);
        request.EventList[0].RecommendationId = null;
        request.EventList[0].Impression = [.. Enumerable.Range(0, 26).Select(i => $"i{i}")];
        await RefusedAsync("impression", request);
        request.EventList[0].Impression = [.. Enumerable.Repeat(new string('\u20ac', 256), 25)];
        await RefusedAsync("10240", request);
        request.EventList[0].Impression = null;
        request.TrackingId = Guid.NewGuid().ToString();
        await RefusedAsync(request.TrackingId, request);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public async Task A_value_that_is_no_number_is_refused(float value)
    {
        var request = Request("u1", "session");
        request.EventList = [Item("i1", Now)];
        request.EventList[0].EventValue = value;
        await RefusedAsync("eventValue", request);
    }

    [Fact]
    public async Task A_deleted_tracker_takes_no_events()
    {
        var (arn, trackingId) = await TrackerAsync("short");
        await Client.DeleteEventTrackerAsync(new Amazon.Personalize.Model.DeleteEventTrackerRequest { EventTrackerArn = arn }, Cancel);
        var request = Request("u1", "session");
        request.TrackingId = trackingId;
        request.EventList = [Item("i1", Now)];
        await RefusedAsync("event tracker", request);
    }

    [Fact]
    public async Task More_event_types_than_a_dataset_holds_are_refused_and_the_others_trained_on()
    {
        // The imported interactions have two of them.
        var types = Enumerable.Range(0, 253).Select(i => $"type{i}").ToArray();
        foreach (var some in types.Chunk(10))
        {
            await PutTypesAsync(some);
        }

        var request = Request("u1", "session");
        request.EventList = [Item("i1", Now + 1, "watch"), Item("i2", Now + 2, "type253")];
        await RefusedAsync("event 2 has the eventType type253: ", request);
        await RefusedAsync("more than 255 different event types", request);
        await PutTypesAsync("watch", "click", "type7");
        Assert.Null((await Scene.TrainAsync(await Scene.CreateSolutionAsync(Group, "solution"))).FailureReason);
    }

    [Fact]
    public async Task An_import_fails_that_has_too_many_event_types_beside_those_of_events()
    {
        foreach (var some in Enumerable.Range(0, 200).Select(i => $"type{i}").Chunk(10))
        {
            await PutTypesAsync(some);
        }

        var rows = Enumerable.Range(0, 1000).Select(i => $"u{i % 50},i{i % 60},{1_600_000_000 + i},kind{i % 56},1\n");
        var job = await Scene.ImportAsync(Scene.Arn("dataset/group/INTERACTIONS"), "kinds", Ratings.InteractionsHeader + string.Concat(rows));
        Assert.Equal("CREATE FAILED", job.Status);
        Assert.Contains("256 different event types", job.FailureReason);
        Assert.Null((await Scene.TrainAsync(await Scene.CreateSolutionAsync(Group, "solution"))).FailureReason);
    }

    [Fact]
    public async Task Interactions_made_anew_have_no_events_of_those_before()
    {
        var campaign = await DeployAsync(Scene.UserPersonalization);
        await Scene.PutEventsAsync(TrackingId, "newcomer", Low(4));
        Assert.Equal(1, await ShareOfLowAsync(campaign, "newcomer"));
        await Client.DeleteCampaignAsync(new Amazon.Personalize.Model.DeleteCampaignRequest { CampaignArn = campaign }, Cancel);
        var tracker = (await Client.ListEventTrackersAsync(new Amazon.Personalize.Model.ListEventTrackersRequest(), Cancel)).EventTrackers.Single();
        await Client.DeleteEventTrackerAsync(
            new Amazon.Personalize.Model.DeleteEventTrackerRequest { EventTrackerArn = tracker.EventTrackerArn }, Cancel);
        var gone = Scene.Arn("dataset/group/INTERACTIONS");
        await Scene.UntilAsync(
            () => Client.ListCampaignsAsync(new Amazon.Personalize.Model.ListCampaignsRequest(), Cancel), list => list.Campaigns is not { Count: > 0 });
        await Scene.UntilAsync(
            () => Client.ListEventTrackersAsync(new Amazon.Personalize.Model.ListEventTrackersRequest(), Cancel), list => list.EventTrackers is not { Count: > 0 });
        await Client.DeleteDatasetAsync(new Amazon.Personalize.Model.DeleteDatasetRequest { DatasetArn = gone }, Cancel);
        await Scene.UntilAsync(
            () => Client.ListDatasetsAsync(new Amazon.Personalize.Model.ListDatasetsRequest(), Cancel), list => list.Datasets is not { Count: > 0 });

        var dataset = await Scene.CreateDatasetAsync(Group, "anew", "Interactions", Ratings.InteractionsSchema);
        Assert.Null((await Scene.ImportAsync(dataset, "anew", Ratings.Interactions())).FailureReason);
        var version = await Scene.TrainAsync(Scene.Arn("solution/solution"));
        campaign = await Scene.DeployAsync(version.SolutionVersionArn, "anew", Scene.Unexploring(Scene.UserPersonalization));
        Assert.True(await ShareOfLowAsync(campaign, "newcomer") < 1);
    }

    [Fact]
    public async Task All_events_of_many_callers_at_once_are_kept()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Scene.PutEventsAsync(TrackingId, $"crowd{i}", ($"fresh{i}", Now + i))));
        var campaign = await DeployAsync(Scene.Popularity);
        var all = await Scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign, NumResults = 500 });
        Assert.Equal(64, all.ItemList.Count(item => item.ItemId.StartsWith("fresh", StringComparison.Ordinal)));
    }

    private static (string ItemId, long Seconds)[] Low(int count) => [.. Enumerable.Range(0, count).Select(i => ($"i{i}", Now + i))];

    private static Event Item(string? itemId, long seconds, string type = "watch") =>
        new() { ItemId = itemId, EventType = type, SentAt = DateTime.UnixEpoch.AddSeconds(seconds) };

    private Task<PutEventsResponse> PutTypesAsync(params string[] types)
    {
        var request = Request("u1", "session");
        request.EventList = [.. types.Select((type, i) => Item("i1", Now + i, type))];
        return Scene.Events.PutEventsAsync(request, Cancel);
    }

    private PutEventsRequest Request(string? userId, string session) => new() { TrackingId = TrackingId, UserId = userId, SessionId = session };

    private async Task<string> DeployAsync(string recipe) =>
        await Scene.DeployAsync(await Scene.CreateTrainedVersionAsync(Group, "solution", recipe), "campaign", Scene.Unexploring(recipe));

    private async Task<List<int>> ItemsAsync(string campaign, string user)
    {
        var answer = await Scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign, UserId = user, NumResults = 10 });
        return [.. answer.ItemList.Select(item => int.Parse(item.ItemId[1..]))];
    }

    private async Task<double> ShareOfLowAsync(string campaign, string user)
    {
        var items = await ItemsAsync(campaign, user);
        return items.Count(item => item < 30) / (double)items.Count;
    }

    private async Task<List<(string, double?)>> ScoresAsync(string campaign, string user)
    {
        var answer = await Scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign, UserId = user, NumResults = 50 });
        return [.. answer.ItemList.Select(item => (item.ItemId, item.Score))];
    }

    private async Task<(string Arn, string TrackingId)> TrackerAsync(string name)
    {
        var group = await Scene.CreateGroupAsync(name);
        await Scene.CreateDatasetAsync(group, $"{name}-interactions", "Interactions", Schema);
        return await Scene.CreateTrackerAsync(group, name);
    }

    private async Task<string> TrackAsync(string name) => (await TrackerAsync(name)).TrackingId;

    private Task<PutEventsResponse> AcceptedAsync(string trackingId, string properties)
    {
        var request = Request("u1", "session");
        request.TrackingId = trackingId;
        request.EventList = [Item("i1", Now)];
        request.EventList[0].Properties = properties;
        return Scene.Events.PutEventsAsync(request, Cancel);
    }

    private async Task RefusedAsync(string trackingId, string named, string properties)
    {
        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => AcceptedAsync(trackingId, properties));
        Assert.Contains(named, exception.Message);
    }

    private async Task RefusedAsync(string named, PutEventsRequest request)
    {
        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => Scene.Events.PutEventsAsync(request, Cancel));
        Assert.Contains(named, exception.Message);
        Assert.Equal(400, (int)exception.StatusCode);
    }
}
