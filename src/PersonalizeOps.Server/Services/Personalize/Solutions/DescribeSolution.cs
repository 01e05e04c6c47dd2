using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DescribeSolution.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DescribeSolutionResponse> DescribeSolutionAsync(
        DescribeSolutionRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var (row, latest) = database.Read(session =>
        {
            var row = Find(session, context, request.SolutionArn, ResourceKind.Solution);
            var versions = new ResourceQuery(row.AccountId, row.Region, ResourceKind.SolutionVersion, row.Arn);
            return (row, session.Resources.Latest(versions));
        });
        var solution = ResourceDocument.Read<Solution>(row);
        solution.LatestSolutionVersion = latest is null ? null : ResourceDocument.Read<SolutionVersionSummary>(latest);
        return Task.FromResult(new DescribeSolutionResponse { Solution = solution });
    }
}
