using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Records;

namespace PersonalizeOps.Connection;

/// <summary>Dataset import jobs.</summary>
internal sealed partial class PersonalizeApi
{
    public async Task<PersonalizeImport> GetImportAsync(string arn, CancellationToken cancellationToken)
    {
        var request = new DescribeDatasetImportJobRequest { DatasetImportJobArn = arn };
        var job = (await CallAsync(Personalize.DescribeDatasetImportJobAsync, request, arn, cancellationToken).ConfigureAwait(false)).DatasetImportJob;
        var group = ResourceArn.NameOf(job.DatasetArn);
        return new PersonalizeImport
        {
            Name = job.JobName,
            Arn = job.DatasetImportJobArn,
            DatasetGroup = group,
            DatasetGroupArn = Connection.Arn($"dataset-group/{group}"),
            DatasetType = DatasetTypeNames.Of(job.DatasetArn),
            DatasetArn = job.DatasetArn,
            DataLocation = job.DataSource?.DataLocation,
            ImportMode = job.ImportMode?.Value,
            RoleArn = job.RoleArn,
            Status = job.Status,
            FailureReason = job.FailureReason,
            Created = Local(job.CreationDateTime),
            Updated = Local(job.LastUpdatedDateTime),
        };
    }

    /// <summary>All import jobs, or those of a dataset or of all datasets of a group, oldest first.</summary>
    public async Task<IReadOnlyList<ResourceSummary>> ListImportsAsync(string? parentArn, CancellationToken cancellationToken)
    {
        if (parentArn is not null && ResourceArn.KindOf(parentArn) == ResourceKind.DatasetGroup)
            return await ListOfEachAsync(
                await ListDatasetsAsync(parentArn, cancellationToken).ConfigureAwait(false), arn => ListImportsAsync(arn, cancellationToken))
                .ConfigureAwait(false);
        var jobs = await ListAsync(
            Personalize.ListDatasetImportJobsAsync, token => new ListDatasetImportJobsRequest { DatasetArn = parentArn, NextToken = token },
            (ListDatasetImportJobsResponse page) =>
                (page.DatasetImportJobs?.Select(item => new ResourceSummary(item.DatasetImportJobArn, item.JobName, item.Status, item.CreationDateTime)),
                    page.NextToken),
            cancellationToken).ConfigureAwait(false);
        return [.. jobs.OrderBy(job => job.Created)];
    }

    /// <summary>The newest finished import of a dataset, or null.</summary>
    public async Task<PersonalizeImport?> FindNewestImportAsync(string datasetArn, CancellationToken cancellationToken)
    {
        var jobs = await ListImportsAsync(datasetArn, cancellationToken).ConfigureAwait(false);
        return jobs.LastOrDefault(job => job.Status == "ACTIVE") is { } newest
            ? await GetImportAsync(newest.Arn, cancellationToken).ConfigureAwait(false)
            : null;
    }

    public async Task<string> CreateImportAsync(CreateDatasetImportJobRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateDatasetImportJobAsync, request, request.JobName, cancellationToken).ConfigureAwait(false)).DatasetImportJobArn;
}
