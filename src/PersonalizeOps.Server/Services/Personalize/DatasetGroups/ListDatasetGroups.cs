using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation ListDatasetGroups.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<ListDatasetGroupsResponse> ListDatasetGroupsAsync(
        ListDatasetGroupsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var call = new ListCall("ListDatasetGroups", ResourceKind.DatasetGroup, request.MaxResults, request.NextToken);
        var (items, nextToken) = List<DatasetGroupSummary>(context, call);
        return Task.FromResult(new ListDatasetGroupsResponse { DatasetGroups = items, NextToken = nextToken });
    }
}
