using Amazon.Personalize.Model;
using PersonalizeOps.Binding;

namespace PersonalizeOps.Connection;

/// <summary>Datasets.</summary>
internal sealed partial class PersonalizeApi
{
    public async Task<Records.Dataset> GetDatasetAsync(string arn, CancellationToken cancellationToken)
    {
        var request = new DescribeDatasetRequest { DatasetArn = arn };
        var dataset = (await CallAsync(Personalize.DescribeDatasetAsync, request, arn, cancellationToken).ConfigureAwait(false)).Dataset;
        return new Records.Dataset
        {
            Name = dataset.Name,
            Arn = dataset.DatasetArn,
            DatasetGroup = ResourceArn.NameOf(dataset.DatasetGroupArn),
            DatasetGroupArn = dataset.DatasetGroupArn,
            DatasetType = DatasetTypeNames.Of(dataset.DatasetArn),
            Schema = ResourceArn.NameOf(dataset.SchemaArn),
            SchemaArn = dataset.SchemaArn,
            TrackingId = dataset.TrackingId,
            Status = dataset.Status,
            UpdateStatus = dataset.LatestDatasetUpdate?.Status,
            UpdateFailureReason = dataset.LatestDatasetUpdate?.FailureReason,
            Created = Local(dataset.CreationDateTime),
            Updated = Local(dataset.LastUpdatedDateTime),
        };
    }

    public Task<IReadOnlyList<ResourceSummary>> ListDatasetsAsync(string? datasetGroupArn, CancellationToken cancellationToken) => ListAsync(
        Personalize.ListDatasetsAsync, token => new ListDatasetsRequest { DatasetGroupArn = datasetGroupArn, NextToken = token },
        (ListDatasetsResponse page) =>
            (page.Datasets?.Select(item => new ResourceSummary(item.DatasetArn, item.Name, item.Status, item.CreationDateTime)), page.NextToken),
        cancellationToken);

    public async Task<string> CreateDatasetAsync(CreateDatasetRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateDatasetAsync, request, request.Name, cancellationToken).ConfigureAwait(false)).DatasetArn;
}
