using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DeleteDatasetGroup.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DeleteDatasetGroupResponse> DeleteDatasetGroupAsync(
        DeleteDatasetGroupRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        Change(session =>
        {
            var group = Find(session, context, request.DatasetGroupArn, ResourceKind.DatasetGroup);
            RequireUnused(session, group, ResourceKind.EventTracker);
            RequireUnused(session, group, ResourceKind.MetricAttribution);
            RequireUnused(session, group, ResourceKind.Solution);
            RequireUnused(session, group, ResourceKind.Recommender);
            RequireUnused(session, group, ResourceKind.Dataset);
            BeginDelete(session, group);
        });
        return Task.FromResult(new DeleteDatasetGroupResponse());
    }
}
