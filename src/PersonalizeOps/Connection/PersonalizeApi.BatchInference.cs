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
            RoleArn = job.RoleArn,
            Status = job.Status,
            FailureReason = job.FailureReason,
            Created = Local(job.CreationDateTime),
            Updated = Local(job.LastUpdatedDateTime),
        };
    }

    /// <summary>The ARNs of all batch inference jobs, or of those of one solution version, oldest first.</summary>
    public async Task<IReadOnlyList<string>> ListBatchRecommendationsAsync(string? versionArn, CancellationToken cancellationToken)
    {
        var jobs = await ListAsync(
            Personalize.ListBatchInferenceJobsAsync, token => new ListBatchInferenceJobsRequest { SolutionVersionArn = versionArn, NextToken = token },
            (ListBatchInferenceJobsResponse page) => (page.BatchInferenceJobs, page.NextToken), cancellationToken).ConfigureAwait(false);
        return [.. jobs.OrderBy(job => job.CreationDateTime).Select(job => job.BatchInferenceJobArn)];
    }

    public async Task<string> CreateBatchRecommendationAsync(CreateBatchInferenceJobRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateBatchInferenceJobAsync, request, request.JobName, cancellationToken)
            .ConfigureAwait(false)).BatchInferenceJobArn;
}
