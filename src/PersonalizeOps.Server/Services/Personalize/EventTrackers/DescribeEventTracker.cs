using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DescribeEventTracker.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DescribeEventTrackerResponse> DescribeEventTrackerAsync(
        DescribeEventTrackerRequest request,
        CallContext context,
        CancellationToken cancellationToken) => Task.FromResult(new DescribeEventTrackerResponse
        {
            EventTracker = Describe<EventTracker>(context, request.EventTrackerArn, ResourceKind.EventTracker),
        });
}
