using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation ListFilters.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<ListFiltersResponse> ListFiltersAsync(
        ListFiltersRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var call = new ListCall(
            "ListFilters",
            ResourceKind.Filter,
            request.MaxResults,
            request.NextToken,
            request.DatasetGroupArn,
            ResourceKind.DatasetGroup);
        var (items, nextToken) = List<FilterSummary>(context, call);
        return Task.FromResult(new ListFiltersResponse { Filters = items, NextToken = nextToken });
    }
}
