using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation ListDatasetImportJobs.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<ListDatasetImportJobsResponse> ListDatasetImportJobsAsync(
        ListDatasetImportJobsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var call = new ListCall(
            "ListDatasetImportJobs",
            ResourceKind.DatasetImportJob,
            request.MaxResults,
            request.NextToken,
            request.DatasetArn,
            ResourceKind.Dataset);
        var (items, nextToken) = List<DatasetImportJobSummary>(context, call);
        return Task.FromResult(new ListDatasetImportJobsResponse { DatasetImportJobs = items, NextToken = nextToken });
    }
}
