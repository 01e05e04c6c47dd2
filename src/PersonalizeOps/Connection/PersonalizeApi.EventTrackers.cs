using Amazon.Personalize.Model;
using PersonalizeOps.Binding;

namespace PersonalizeOps.Connection;

/// <summary>Event trackers.</summary>
internal sealed partial class PersonalizeApi
{
    public async Task<Records.EventTracker> GetEventTrackerAsync(string arn, CancellationToken cancellationToken)
    {
        var request = new DescribeEventTrackerRequest { EventTrackerArn = arn };
        var tracker = (await CallAsync(Personalize.DescribeEventTrackerAsync, request, arn, cancellationToken).ConfigureAwait(false)).EventTracker;
        return new Records.EventTracker
        {
            Name = tracker.Name,
            Arn = tracker.EventTrackerArn,
            DatasetGroup = ResourceArn.NameOf(tracker.DatasetGroupArn),
            DatasetGroupArn = tracker.DatasetGroupArn,
            TrackingId = tracker.TrackingId,
            Status = tracker.Status,
            Created = Local(tracker.CreationDateTime),
            Updated = Local(tracker.LastUpdatedDateTime),
        };
    }

    public Task<IReadOnlyList<ResourceSummary>> ListEventTrackersAsync(string? datasetGroupArn, CancellationToken cancellationToken) => ListAsync(
        Personalize.ListEventTrackersAsync, token => new ListEventTrackersRequest { DatasetGroupArn = datasetGroupArn, NextToken = token },
        (ListEventTrackersResponse page) =>
            (page.EventTrackers?.Select(item => new ResourceSummary(item.EventTrackerArn, item.Name, item.Status, item.CreationDateTime)), page.NextToken),
        cancellationToken);

    public async Task<string> CreateEventTrackerAsync(CreateEventTrackerRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateEventTrackerAsync, request, request.Name, cancellationToken).ConfigureAwait(false)).EventTrackerArn;
}
