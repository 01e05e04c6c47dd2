using Amazon.Personalize;
using Amazon.Personalize.Model;

namespace PersonalizeOps.Lambda.CustomResource;

/// <summary>Custom::PersonalizeEventTracker: Name, DatasetGroupArn. A group has one tracker, whose name cannot be changed.</summary>
internal sealed class EventTrackerFamily(IAmazonPersonalize personalize) : ResourceFamily(personalize)
{
    /// <inheritdoc/>
    public override async Task<string> UpdateAsync(ResourceRequest request, string arnStem) =>
        request.Changes("DatasetGroupArn") ? await CreateAsync(request, arnStem) : request.PhysicalResourceId!;

    /// <inheritdoc/>
    public override Task DeleteAsync(string arn) => Personalize.DeleteEventTrackerAsync(new DeleteEventTrackerRequest { EventTrackerArn = arn });

    /// <inheritdoc/>
    public override async Task<ResourceState> DescribeAsync(string arn)
    {
        var tracker = (await Personalize.DescribeEventTrackerAsync(new DescribeEventTrackerRequest { EventTrackerArn = arn })).EventTracker;
        return new ResourceState(
            tracker.Status, null, new Dictionary<string, string> { ["Arn"] = arn, ["TrackingId"] = tracker.TrackingId ?? string.Empty });
    }

    /// <inheritdoc/>
    protected override async Task<string> CreateAsync(ResourceRequest request, List<Tag> tags) =>
        (await Personalize.CreateEventTrackerAsync(new CreateEventTrackerRequest
        {
            Name = request.Property("Name"),
            DatasetGroupArn = request.Property("DatasetGroupArn"),
            Tags = tags,
        })).EventTrackerArn;

    /// <inheritdoc/>
    protected override async Task<string?> FindExistingAsync(ResourceRequest request, string arnStem)
    {
        var list = new ListEventTrackersRequest { DatasetGroupArn = request.Property("DatasetGroupArn") };
        await foreach (var tracker in Personalize.Paginators.ListEventTrackers(list).EventTrackers)
        {
            return tracker.EventTrackerArn;
        }

        return null;
    }
}
