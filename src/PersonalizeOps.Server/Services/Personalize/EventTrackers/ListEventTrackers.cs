using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation ListEventTrackers.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<ListEventTrackersResponse> ListEventTrackersAsync(
        ListEventTrackersRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var call = new ListCall(
            "ListEventTrackers",
            ResourceKind.EventTracker,
            request.MaxResults,
            request.NextToken,
            request.DatasetGroupArn,
            ResourceKind.DatasetGroup);
        var (items, nextToken) = List<EventTrackerSummary>(context, call);
        return Task.FromResult(new ListEventTrackersResponse { EventTrackers = items, NextToken = nextToken });
    }
}
