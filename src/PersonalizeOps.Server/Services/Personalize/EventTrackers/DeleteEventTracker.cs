using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DeleteEventTracker: the events stay in the dataset.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DeleteEventTrackerResponse> DeleteEventTrackerAsync(
        DeleteEventTrackerRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        Change(session => BeginDelete(session, Find(session, context, request.EventTrackerArn, ResourceKind.EventTracker)));
        return Task.FromResult(new DeleteEventTrackerResponse());
    }
}
