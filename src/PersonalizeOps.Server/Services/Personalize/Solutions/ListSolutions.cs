using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation ListSolutions.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<ListSolutionsResponse> ListSolutionsAsync(
        ListSolutionsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var call = new ListCall(
            "ListSolutions",
            ResourceKind.Solution,
            request.MaxResults,
            request.NextToken,
            request.DatasetGroupArn,
            ResourceKind.DatasetGroup);
        var (items, nextToken) = List<SolutionSummary>(context, call);
        return Task.FromResult(new ListSolutionsResponse { Solutions = items, NextToken = nextToken });
    }
}
