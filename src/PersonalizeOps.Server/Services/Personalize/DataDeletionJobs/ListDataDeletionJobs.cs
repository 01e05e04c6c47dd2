using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation ListDataDeletionJobs.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<ListDataDeletionJobsResponse> ListDataDeletionJobsAsync(
        ListDataDeletionJobsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var call = new ListCall(
            "ListDataDeletionJobs",
            ResourceKind.DataDeletionJob,
            request.MaxResults,
            request.NextToken,
            request.DatasetGroupArn,
            ResourceKind.DatasetGroup);
        var (items, nextToken) = List<DataDeletionJobSummary>(context, call);
        return Task.FromResult(new ListDataDeletionJobsResponse { DataDeletionJobs = items, NextToken = nextToken });
    }
}
