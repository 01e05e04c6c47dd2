using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation StopSolutionVersionCreation.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<StopSolutionVersionCreationResponse> StopSolutionVersionCreationAsync(
        StopSolutionVersionCreationRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        Change(session =>
        {
            var row = Find(session, context, request.SolutionVersionArn, ResourceKind.SolutionVersion);
            if (row.Status is not (ResourceStatus.CreatePending or ResourceStatus.CreateInProgress))
            {
                throw Errors.ResourceInUse(
                    $"{row.Arn} is in {row.Status} state; only a creation that is pending or in progress can be stopped.");
            }

            var hasBegun = session.Jobs.RemoveWaiting(row.Arn) == 0;
            var status = hasBegun ? ResourceStatus.CreateStopping : ResourceStatus.CreateStopped;
            session.Resources.Update(row with { Status = status, Updated = time.GetUtcNow() });
        });
        queue.Stop(request.SolutionVersionArn);
        return Task.FromResult(new StopSolutionVersionCreationResponse());
    }
}
