using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Records;

namespace PersonalizeOps.Connection;

/// <summary>Batch inference jobs.</summary>
internal sealed partial class PersonalizeApi
{
    public async Task<BatchRecommendation> GetBatchRecommendationAsync(string arn, CancellationToken cancellationToken)
    {
        var request = new DescribeBatchInferenceJobRequest { BatchInferenceJobArn = arn };
        var job = (await CallAsync(Personalize.DescribeBatchInferenceJobAsync, request, arn, cancellationToken).ConfigureAwait(false)).BatchInferenceJob;
        return new BatchRecommendation
        {
            Name = job.JobName,
            Arn = job.BatchInferenceJobArn,
            Solution = ResourceArn.NameOf(job.SolutionVersionArn),
            SolutionVersionArn = job.SolutionVersionArn,
            InputUri = job.JobInput?.S3DataSource?.Path,
            OutputUri = job.JobOutput?.S3DataDestination?.Path,
            NumResults = job.NumResults,
            FilterArn = job.FilterArn,
            RoleArn = job.RoleArn,
            Status = job.Status,
            FailureReason = job.FailureReason,
            Created = Local(job.CreationDateTime),
            Updated = Local(job.LastUpdatedDateTime),
        };
    }

    /// <summary>All batch inference jobs, or those of a solution version or of all versions of a solution or dataset group, oldest first.</summary>
    public async Task<IReadOnlyList<ResourceSummary>> ListBatchRecommendationsAsync(string? parentArn, CancellationToken cancellationToken)
    {
        if (parentArn is not null && ResourceArn.KindOf(parentArn) != ResourceKind.SolutionVersion)
            return await ListOfEachAsync(
                await ListSolutionVersionsAsync(parentArn, cancellationToken).ConfigureAwait(false),
                arn => ListBatchRecommendationsAsync(arn, cancellationToken)).ConfigureAwait(false);
        var jobs = await ListAsync(
            Personalize.ListBatchInferenceJobsAsync, token => new ListBatchInferenceJobsRequest { SolutionVersionArn = parentArn, NextToken = token },
            (ListBatchInferenceJobsResponse page) =>
                (page.BatchInferenceJobs?.Select(item => new ResourceSummary(item.BatchInferenceJobArn, item.JobName, item.Status, item.CreationDateTime)),
                    page.NextToken),
            cancellationToken).ConfigureAwait(false);
        return [.. jobs.OrderBy(job => job.Created)];
    }

    public async Task<string> CreateBatchRecommendationAsync(CreateBatchInferenceJobRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateBatchInferenceJobAsync, request, request.JobName, cancellationToken)
            .ConfigureAwait(false)).BatchInferenceJobArn;
}
