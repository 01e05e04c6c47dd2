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

    /// <summary>The ARNs of all import jobs, or of those of one dataset.</summary>
    public async Task<IReadOnlyList<string>> ListImportsAsync(string? datasetArn, CancellationToken cancellationToken)
    {
        var jobs = await ListImportSummariesAsync(datasetArn, cancellationToken).ConfigureAwait(false);
        return [.. jobs.OrderBy(job => job.CreationDateTime).Select(job => job.DatasetImportJobArn)];
    }

    /// <summary>The newest finished import of a dataset, or null.</summary>
    public async Task<PersonalizeImport?> FindNewestImportAsync(string datasetArn, CancellationToken cancellationToken)
    {
        var jobs = await ListImportSummariesAsync(datasetArn, cancellationToken).ConfigureAwait(false);
        var newest = jobs.Where(job => job.Status == "ACTIVE").MaxBy(job => job.CreationDateTime);
        return newest is null ? null : await GetImportAsync(newest.DatasetImportJobArn, cancellationToken).ConfigureAwait(false);
    }

    public async Task<string> CreateImportAsync(CreateDatasetImportJobRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateDatasetImportJobAsync, request, request.JobName, cancellationToken).ConfigureAwait(false)).DatasetImportJobArn;

    private Task<List<DatasetImportJobSummary>> ListImportSummariesAsync(string? datasetArn, CancellationToken cancellationToken) =>
        ListAsync(
            Personalize.ListDatasetImportJobsAsync, token => new ListDatasetImportJobsRequest { DatasetArn = datasetArn, NextToken = token },
            (ListDatasetImportJobsResponse page) => (page.DatasetImportJobs, page.NextToken), cancellationToken);
}
