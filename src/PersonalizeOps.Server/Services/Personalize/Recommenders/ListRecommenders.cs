using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation ListRecommenders.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<ListRecommendersResponse> ListRecommendersAsync(
        ListRecommendersRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var call = new ListCall(
            "ListRecommenders",
            ResourceKind.Recommender,
            request.MaxResults,
            request.NextToken,
            request.DatasetGroupArn,
            ResourceKind.DatasetGroup);
        var (items, nextToken) = List<RecommenderSummary>(context, call);
        return Task.FromResult(new ListRecommendersResponse { Recommenders = items, NextToken = nextToken });
    }
}
