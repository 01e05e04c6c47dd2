using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DeleteSolution: all its versions go with it.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DeleteSolutionResponse> DeleteSolutionAsync(
        DeleteSolutionRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        Change(session =>
        {
            var solution = Find(session, context, request.SolutionArn, ResourceKind.Solution);
            RequireNoSolutionUpdate(solution);
            RequireUnused(session, solution, ResourceKind.Campaign);
            RequireUnused(session, solution, ResourceKind.SolutionVersion, ResourceStatus.BeingCreated);
            RequireUnused(session, solution, ResourceKind.BatchInferenceJob, ResourceStatus.BeingCreated);
            RequireUnused(session, solution, ResourceKind.BatchSegmentJob, ResourceStatus.BeingCreated);
            BeginDelete(session, solution);
        });
        return Task.FromResult(new DeleteSolutionResponse());
    }
}
