using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Records;

namespace PersonalizeOps.Connection;

/// <summary>Data deletion jobs.</summary>
internal sealed partial class PersonalizeApi
{
    public async Task<DataDeletion> GetDataDeletionAsync(string arn, CancellationToken cancellationToken)
    {
        var request = new DescribeDataDeletionJobRequest { DataDeletionJobArn = arn };
        var job = (await CallAsync(Personalize.DescribeDataDeletionJobAsync, request, arn, cancellationToken).ConfigureAwait(false)).DataDeletionJob;
        return new DataDeletion
        {
            Name = job.JobName,
            Arn = job.DataDeletionJobArn,
            DatasetGroup = ResourceArn.NameOf(job.DatasetGroupArn),
            DatasetGroupArn = job.DatasetGroupArn,
            DataLocation = job.DataSource?.DataLocation,
            NumDeleted = job.NumDeleted,
            RoleArn = job.RoleArn,
            Status = job.Status,
            FailureReason = job.FailureReason,
            Created = Local(job.CreationDateTime),
            Updated = Local(job.LastUpdatedDateTime),
        };
    }

    public async Task<IReadOnlyList<ResourceSummary>> ListDataDeletionsAsync(string? datasetGroupArn, CancellationToken cancellationToken)
    {
        var jobs = await ListAsync(
            Personalize.ListDataDeletionJobsAsync, token => new ListDataDeletionJobsRequest { DatasetGroupArn = datasetGroupArn, NextToken = token },
            (ListDataDeletionJobsResponse page) =>
                (page.DataDeletionJobs?.Select(item => new ResourceSummary(item.DataDeletionJobArn, item.JobName, item.Status, item.CreationDateTime)),
                    page.NextToken),
            cancellationToken).ConfigureAwait(false);
        return [.. jobs.OrderBy(job => job.Created)];
    }

    public async Task<string> CreateDataDeletionAsync(CreateDataDeletionJobRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateDataDeletionJobAsync, request, request.JobName, cancellationToken).ConfigureAwait(false)).DataDeletionJobArn;
}
