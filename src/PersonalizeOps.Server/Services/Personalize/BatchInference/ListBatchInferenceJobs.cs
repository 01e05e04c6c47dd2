using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation ListBatchInferenceJobs.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<ListBatchInferenceJobsResponse> ListBatchInferenceJobsAsync(
        ListBatchInferenceJobsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var call = new ListCall(
            "ListBatchInferenceJobs",
            ResourceKind.BatchInferenceJob,
            request.MaxResults,
            request.NextToken,
            request.SolutionVersionArn,
            ResourceKind.SolutionVersion);
        var (items, nextToken) = List<BatchInferenceJobSummary>(context, call);
        return Task.FromResult(new ListBatchInferenceJobsResponse { BatchInferenceJobs = items, NextToken = nextToken });
    }
}
