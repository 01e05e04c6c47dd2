using Amazon.Personalize.Model;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class EventTrackerTests : ResourceContract
{
    protected override string UnknownArn => Scene.Arn("event-tracker/12345678");

    protected override string OtherKindsArn => Scene.Arn("campaign/none");

    [Fact]
    public async Task A_tracker_is_named_by_eight_digits_and_tracks_by_a_uuid()
    {
        var group = await CreateGroupAsync("group");
        var (arn, trackingId) = await Scene.CreateTrackerAsync(group, "tracker");
        Assert.Matches("^arn:aws:personalize:us-east-1:000000000000:event-tracker/[0-9a-f]{8}$", arn);
        Assert.True(Guid.TryParse(trackingId, out _));
        var tracker = await Scene.DescribeTrackerAsync(arn);
        Assert.Equal(("tracker", trackingId, group, "000000000000"), (tracker.Name, tracker.TrackingId, tracker.DatasetGroupArn, tracker.AccountId));
    }

    [Fact]
    public async Task A_second_tracker_of_a_group_exists_already()
    {
        var group = await CreateGroupAsync("group");
        await Scene.CreateTrackerAsync(group, "first");
        var exception = await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => Scene.CreateTrackerAsync(group, "second"));
        Assert.Contains("event-tracker/", exception.Message);
    }

    [Fact]
    public async Task A_group_without_interactions_has_nothing_to_track_into()
    {
        var group = await Scene.CreateGroupAsync("group");
        Assert.Contains("Interactions", (await Assert.ThrowsAsync<InvalidInputException>(() => Scene.CreateTrackerAsync(group, "tracker"))).Message);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Scene.CreateTrackerAsync(Scene.Arn("dataset-group/none"), "tracker"));
    }

    [Fact]
    public async Task A_tracker_keeps_its_group_and_dataset_until_it_is_deleted()
    {
        var group = await CreateGroupAsync("group");
        var dataset = new DeleteDatasetRequest { DatasetArn = Scene.Arn("dataset/group/INTERACTIONS") };
        var (arn, _) = await Scene.CreateTrackerAsync(group, "tracker");
        await Assert.ThrowsAsync<ResourceInUseException>(() => Client.DeleteDatasetAsync(dataset, Cancel));
        await Assert.ThrowsAsync<ResourceInUseException>(
            () => Client.DeleteDatasetGroupAsync(new DeleteDatasetGroupRequest { DatasetGroupArn = group }, Cancel));
        await Client.DeleteEventTrackerAsync(new DeleteEventTrackerRequest { EventTrackerArn = arn }, Cancel);
        await Scene.UntilAsync(async () => (await ListAsync(null, null)).Arns, arns => arns.Count == 0);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => DescribeAsync(arn));
        await Scene.CreateTrackerAsync(group, "tracker");
    }

    protected override async Task<string> CreateAsync(string name)
    {
        var group = Scene.Arn($"dataset-group/group-of-{name}");
        var groups = (await Client.ListDatasetGroupsAsync(new ListDatasetGroupsRequest(), Cancel)).DatasetGroups;
        if (char.IsAsciiLetter(name[0]) && name.Length < 20 && name.All(char.IsAsciiLetterOrDigit) && !groups.Exists(known => known.DatasetGroupArn == group))
        {
            await CreateGroupAsync($"group-of-{name}");
        }

        return (await Scene.CreateTrackerAsync(group, name)).Arn;
    }

    protected override async Task<string> DescribeAsync(string arn) => (await Scene.DescribeTrackerAsync(arn)).Status;

    protected override async Task<(List<string> Arns, string? NextToken)> ListAsync(int? maxResults, string? nextToken)
    {
        var request = new ListEventTrackersRequest { MaxResults = maxResults, NextToken = nextToken };
        var response = await Client.ListEventTrackersAsync(request, Cancel);
        return ([.. response.EventTrackers.Select(tracker => tracker.EventTrackerArn)], response.NextToken);
    }

    private async Task<string> CreateGroupAsync(string name)
    {
        var group = await Scene.CreateGroupAsync(name);
        await Scene.CreateDatasetAsync(group, $"{name}-interactions", "Interactions", Ratings.InteractionsSchema);
        return group;
    }
}
