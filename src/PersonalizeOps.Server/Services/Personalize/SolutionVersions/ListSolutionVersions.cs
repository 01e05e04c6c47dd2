using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation ListSolutionVersions.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<ListSolutionVersionsResponse> ListSolutionVersionsAsync(
        ListSolutionVersionsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        if (request.SolutionArn is { } solutionArn)
        {
            _ = database.Read(session => Find(session, context, solutionArn, ResourceKind.Solution));
        }

        var call = new ListCall(
            "ListSolutionVersions",
            ResourceKind.SolutionVersion,
            request.MaxResults,
            request.NextToken,
            request.SolutionArn,
            ResourceKind.Solution);
        var (items, nextToken) = List<SolutionVersionSummary>(context, call);
        return Task.FromResult(new ListSolutionVersionsResponse { SolutionVersions = items, NextToken = nextToken });
    }
}
