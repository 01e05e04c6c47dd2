using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation ListDatasetExportJobs.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<ListDatasetExportJobsResponse> ListDatasetExportJobsAsync(
        ListDatasetExportJobsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var call = new ListCall(
            "ListDatasetExportJobs",
            ResourceKind.DatasetExportJob,
            request.MaxResults,
            request.NextToken,
            request.DatasetArn,
            ResourceKind.Dataset);
        var (items, nextToken) = List<DatasetExportJobSummary>(context, call);
        return Task.FromResult(new ListDatasetExportJobsResponse { DatasetExportJobs = items, NextToken = nextToken });
    }
}
