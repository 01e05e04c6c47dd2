using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DeleteFilter.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DeleteFilterResponse> DeleteFilterAsync(
        DeleteFilterRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        Change(session =>
        {
            var row = Find(session, context, request.FilterArn, ResourceKind.Filter);
            RequireUnused(session, row, ResourceKind.BatchInferenceJob, ResourceStatus.BeingCreated);
            RequireUnused(session, row, ResourceKind.BatchSegmentJob, ResourceStatus.BeingCreated);
            BeginDelete(session, row);
        });
        return Task.FromResult(new DeleteFilterResponse());
    }
}
