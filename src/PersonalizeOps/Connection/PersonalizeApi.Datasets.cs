using Amazon.Personalize.Model;

namespace PersonalizeOps.Connection;

/// <summary>Datasets and their schemas.</summary>
internal sealed partial class PersonalizeApi
{
    public async Task<Dataset> GetDatasetAsync(string arn, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.DescribeDatasetAsync, new DescribeDatasetRequest { DatasetArn = arn }, arn, cancellationToken)
            .ConfigureAwait(false)).Dataset;

    public Task<List<DatasetSummary>> ListDatasetsAsync(string datasetGroupArn, CancellationToken cancellationToken) =>
        ListAsync(
            Personalize.ListDatasetsAsync, token => new ListDatasetsRequest { DatasetGroupArn = datasetGroupArn, NextToken = token },
            (ListDatasetsResponse page) => (page.Datasets, page.NextToken), cancellationToken);

    public async Task<string> CreateDatasetAsync(
        string name, string datasetGroupArn, string datasetType, string schemaArn, CancellationToken cancellationToken)
    {
        var request = new CreateDatasetRequest
        {
            Name = name,
            DatasetGroupArn = datasetGroupArn,
            DatasetType = datasetType,
            SchemaArn = schemaArn,
        };
        return (await CallAsync(Personalize.CreateDatasetAsync, request, name, cancellationToken).ConfigureAwait(false)).DatasetArn;
    }

    public async Task<DatasetSchema> GetSchemaAsync(string arn, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.DescribeSchemaAsync, new DescribeSchemaRequest { SchemaArn = arn }, arn, cancellationToken)
            .ConfigureAwait(false)).Schema;

    public async Task<string> CreateSchemaAsync(string name, string schema, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateSchemaAsync, new CreateSchemaRequest { Name = name, Schema = schema }, name, cancellationToken)
            .ConfigureAwait(false)).SchemaArn;
}
