using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DeleteDataset.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DeleteDatasetResponse> DeleteDatasetAsync(
        DeleteDatasetRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        Change(session =>
        {
            var row = Find(session, context, request.DatasetArn, ResourceKind.Dataset);
            RequireNoDatasetUpdate(row);
            RequireUnused(session, row, ResourceKind.DatasetImportJob, ResourceStatus.BeingCreated);
            var group = Find(session, context, ResourceDocument.Read<Dataset>(row).DatasetGroupArn, ResourceKind.DatasetGroup);
            RequireUnused(session, row, ResourceKind.MetricAttribution);
            RequireUnused(session, row, ResourceKind.DatasetExportJob, ResourceStatus.BeingCreated);
            RequireUnused(session, group, ResourceKind.Filter);
            if (row.Arn.EndsWith("/INTERACTIONS", StringComparison.Ordinal))
            {
                RequireUnused(session, group, ResourceKind.EventTracker);
            }

            RequireUnused(session, group, ResourceKind.DataDeletionJob, DeletionInMotion);
            RequireUnused(session, group, ResourceKind.SolutionVersion, ResourceStatus.BeingCreated);
            RequireUnused(session, group, ResourceKind.Recommender, ResourceStatus.BeingCreated);
            RequireUnused(session, group, ResourceKind.BatchInferenceJob, ResourceStatus.BeingCreated);
            RequireUnused(session, group, ResourceKind.BatchSegmentJob, ResourceStatus.BeingCreated);
            RequireUnused(session, group, ResourceKind.Campaign, [.. ResourceStatus.BeingCreated, ResourceStatus.Active]);
            BeginDelete(session, row);
        });
        return Task.FromResult(new DeleteDatasetResponse());
    }
}
