using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Records;

namespace PersonalizeOps.Connection;

/// <summary>Batch segment jobs.</summary>
internal sealed partial class PersonalizeApi
{
    public async Task<BatchSegment> GetBatchSegmentAsync(string arn, CancellationToken cancellationToken)
    {
        var request = new DescribeBatchSegmentJobRequest { BatchSegmentJobArn = arn };
        var job = (await CallAsync(Personalize.DescribeBatchSegmentJobAsync, request, arn, cancellationToken).ConfigureAwait(false)).BatchSegmentJob;
        return new BatchSegment
        {
            Name = job.JobName,
            Arn = job.BatchSegmentJobArn,
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

    /// <summary>All batch segment jobs, or those of a solution version or of all versions of a solution or dataset group, oldest first.</summary>
    public async Task<IReadOnlyList<ResourceSummary>> ListBatchSegmentsAsync(string? parentArn, CancellationToken cancellationToken)
    {
        if (parentArn is not null && ResourceArn.KindOf(parentArn) != ResourceKind.SolutionVersion)
            return await ListOfEachAsync(
                await ListSolutionVersionsAsync(parentArn, cancellationToken).ConfigureAwait(false),
                arn => ListBatchSegmentsAsync(arn, cancellationToken)).ConfigureAwait(false);
        var jobs = await ListAsync(
            Personalize.ListBatchSegmentJobsAsync, token => new ListBatchSegmentJobsRequest { SolutionVersionArn = parentArn, NextToken = token },
            (ListBatchSegmentJobsResponse page) =>
                (page.BatchSegmentJobs?.Select(item => new ResourceSummary(item.BatchSegmentJobArn, item.JobName, item.Status, item.CreationDateTime)),
                    page.NextToken),
            cancellationToken).ConfigureAwait(false);
        return [.. jobs.OrderBy(job => job.Created)];
    }

    public async Task<string> CreateBatchSegmentAsync(CreateBatchSegmentJobRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateBatchSegmentJobAsync, request, request.JobName, cancellationToken).ConfigureAwait(false)).BatchSegmentJobArn;
}
