using Amazon.Personalize.Model;
using Amazon.PersonalizeEvents.Model;
using PersonalizeOps.Server.Tests.Personalize;
using Action = Amazon.PersonalizeEvents.Model.Action;
using InvalidInputException = Amazon.PersonalizeEvents.Model.InvalidInputException;
using ResourceNotFoundException = Amazon.PersonalizeEvents.Model.ResourceNotFoundException;

namespace PersonalizeOps.Server.Tests.Events;

public sealed class ActionDatasetTests : SceneTest
{
    private const string ActionsSchema =
        """
        {"type":"record","name":"Actions","namespace":"com.amazonaws.personalize.schema","fields":[
        {"name":"ACTION_ID","type":"string"},{"name":"VALUE","type":["null","long"]},
        {"name":"MEMBERSHIP_LEVEL","type":["null","string"],"categorical":true}],"version":"1.0"}
        """;

    private const string ActionInteractionsSchema =
        """
        {"type":"record","name":"ActionInteractions","namespace":"com.amazonaws.personalize.schema","fields":[
        {"name":"USER_ID","type":"string"},{"name":"ACTION_ID","type":"string"},{"name":"EVENT_TYPE","type":"string"},
        {"name":"TIMESTAMP","type":"long"},{"name":"DEVICE","type":["null","string"],"categorical":true}],"version":"1.0"}
        """;

    private string Group { get; set; } = "";

    private string Interactions { get; set; } = "";

    private string TrackingId { get; set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Group = await Scene.CreateGroupAsync("group");
        Interactions = await Scene.CreateDatasetAsync(Group, "action-interactions", "Action_Interactions", ActionInteractionsSchema);
        TrackingId = (await Scene.DescribeDatasetAsync(Interactions)).TrackingId;
    }

    [Fact]
    public async Task Interactions_with_actions_have_a_tracking_id()
    {
        Assert.Equal(Scene.Arn("dataset/group/ACTION_INTERACTIONS"), Interactions);
        Assert.True(Guid.TryParse(TrackingId, out _));
        await PutAsync("Taken");
        await PutAsync("NOT_TAKEN");
        await PutAsync("viewed");
        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => PutAsync("Bought"));
        Assert.Contains("Taken", exception.Message);
        await Assert.ThrowsAsync<InvalidInputException>(() => PutAsync("Taken", """{"timestamp": 1}"""));
        TrackingId = Guid.NewGuid().ToString();
        Assert.Equal(404, (int)(await Assert.ThrowsAsync<ResourceNotFoundException>(() => PutAsync("Taken"))).StatusCode);
    }

    [Fact]
    public async Task Actions_and_what_users_did_with_them_can_be_imported()
    {
        var actions = await Scene.CreateDatasetAsync(Group, "actions", "Actions", ActionsSchema);
        Assert.Null((await Scene.DescribeDatasetAsync(actions)).TrackingId);
        Assert.Null((await Scene.ImportAsync(actions, "actions", "ACTION_ID,VALUE,MEMBERSHIP_LEVEL\nsubscribe,3,gold\n")).FailureReason);
        Assert.Contains("VALUE", (await Scene.ImportAsync(actions, "dear", "ACTION_ID,VALUE,MEMBERSHIP_LEVEL\nsubscribe,11,gold\n")).FailureReason);
        var put = new PutActionsRequest { DatasetArn = actions, Actions = [new Action { ActionId = "enrol", Properties = """{"value": 5}""" }] };
        await Scene.Events.PutActionsAsync(put, Cancel);
        put.Actions[0].Properties = """{"value": 11}""";
        Assert.Contains("value", (await Assert.ThrowsAsync<InvalidInputException>(() => Scene.Events.PutActionsAsync(put, Cancel))).Message);
        var rows = "USER_ID,ACTION_ID,EVENT_TYPE,TIMESTAMP,DEVICE\nu1,subscribe,Taken,1700000000,\nu2,subscribe,Not Taken,1700000000,phone\n";
        Assert.Null((await Scene.ImportAsync(Interactions, "good", rows)).FailureReason);
        var failed = await Scene.ImportAsync(Interactions, "bad", rows.Replace("Not Taken", "Ignored", StringComparison.Ordinal));
        Assert.Contains("row 3", failed.FailureReason);
        Assert.Contains("Ignored", failed.FailureReason);
    }

    [Fact]
    public async Task Domain_groups_have_no_actions()
    {
        var request = new CreateDatasetGroupRequest { Name = "shop", Domain = Amazon.Personalize.Domain.ECOMMERCE };
        var group = (await Client.CreateDatasetGroupAsync(request, Cancel)).DatasetGroupArn;
        await Scene.UntilAsync(() => Scene.DescribeGroupAsync(group), described => described.Status == "ACTIVE");
        var exception = await Assert.ThrowsAsync<Amazon.Personalize.Model.InvalidInputException>(
            () => Scene.CreateDatasetAsync(group, "actions", "Actions", ActionsSchema));
        Assert.Contains("domain", exception.Message);
    }

    private Task<PutActionInteractionsResponse> PutAsync(string eventType, string? properties = """{"device": "phone"}""") =>
        Scene.Events.PutActionInteractionsAsync(
            new PutActionInteractionsRequest
            {
                TrackingId = TrackingId,
                ActionInteractions =
                [
                    new ActionInteraction
                    {
                        ActionId = "subscribe",
                        SessionId = "session",
                        UserId = "u1",
                        EventType = eventType,
                        Timestamp = DateTime.UnixEpoch.AddSeconds(1_700_000_000),
                        Properties = properties,
                    },
                ],
            },
            Cancel);
}
