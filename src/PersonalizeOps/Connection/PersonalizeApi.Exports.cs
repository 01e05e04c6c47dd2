using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Records;

namespace PersonalizeOps.Connection;

/// <summary>Dataset export jobs.</summary>
internal sealed partial class PersonalizeApi
{
    public async Task<PersonalizeExport> GetExportAsync(string arn, CancellationToken cancellationToken)
    {
        var request = new DescribeDatasetExportJobRequest { DatasetExportJobArn = arn };
        var job = (await CallAsync(Personalize.DescribeDatasetExportJobAsync, request, arn, cancellationToken).ConfigureAwait(false)).DatasetExportJob;
        var group = ResourceArn.NameOf(job.DatasetArn);
        return new PersonalizeExport
        {
            Name = job.JobName,
            Arn = job.DatasetExportJobArn,
            DatasetGroup = group,
            DatasetGroupArn = Connection.Arn($"dataset-group/{group}"),
            DatasetType = DatasetTypeNames.Of(job.DatasetArn),
            DatasetArn = job.DatasetArn,
            IngestionMode = job.IngestionMode?.Value,
            OutputUri = job.JobOutput?.S3DataDestination?.Path,
            RoleArn = job.RoleArn,
            Status = job.Status,
            FailureReason = job.FailureReason,
            Created = Local(job.CreationDateTime),
            Updated = Local(job.LastUpdatedDateTime),
        };
    }

    /// <summary>All export jobs, or those of a dataset or of all datasets of a group, oldest first.</summary>
    public async Task<IReadOnlyList<ResourceSummary>> ListExportsAsync(string? parentArn, CancellationToken cancellationToken)
    {
        if (parentArn is not null && ResourceArn.KindOf(parentArn) == ResourceKind.DatasetGroup)
            return await ListOfEachAsync(
                await ListDatasetsAsync(parentArn, cancellationToken).ConfigureAwait(false), arn => ListExportsAsync(arn, cancellationToken))
                .ConfigureAwait(false);
        var jobs = await ListAsync(
            Personalize.ListDatasetExportJobsAsync, token => new ListDatasetExportJobsRequest { DatasetArn = parentArn, NextToken = token },
            (ListDatasetExportJobsResponse page) =>
                (page.DatasetExportJobs?.Select(item => new ResourceSummary(item.DatasetExportJobArn, item.JobName, item.Status, item.CreationDateTime)),
                    page.NextToken),
            cancellationToken).ConfigureAwait(false);
        return [.. jobs.OrderBy(job => job.Created)];
    }

    public async Task<string> CreateExportAsync(CreateDatasetExportJobRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateDatasetExportJobAsync, request, request.JobName, cancellationToken).ConfigureAwait(false)).DatasetExportJobArn;
}
