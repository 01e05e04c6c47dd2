using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation ListDatasets.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<ListDatasetsResponse> ListDatasetsAsync(
        ListDatasetsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var call = new ListCall(
            "ListDatasets",
            ResourceKind.Dataset,
            request.MaxResults,
            request.NextToken,
            request.DatasetGroupArn,
            ResourceKind.DatasetGroup);
        var (items, nextToken) = List<DatasetSummary>(context, call);
        return Task.FromResult(new ListDatasetsResponse { Datasets = items, NextToken = nextToken });
    }
}
