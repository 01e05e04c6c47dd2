using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation ListBatchSegmentJobs.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<ListBatchSegmentJobsResponse> ListBatchSegmentJobsAsync(
        ListBatchSegmentJobsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var call = new ListCall(
            "ListBatchSegmentJobs",
            ResourceKind.BatchSegmentJob,
            request.MaxResults,
            request.NextToken,
            request.SolutionVersionArn,
            ResourceKind.SolutionVersion);
        var (items, nextToken) = List<BatchSegmentJobSummary>(context, call);
        return Task.FromResult(new ListBatchSegmentJobsResponse { BatchSegmentJobs = items, NextToken = nextToken });
    }
}
