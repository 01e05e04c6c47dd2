using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation UpdateSolution.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<UpdateSolutionResponse> UpdateSolutionAsync(
        UpdateSolutionRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        Change(session =>
        {
            var row = FindActive(session, context, request.SolutionArn, ResourceKind.Solution);
            RequireNoSolutionUpdate(row);
            var solution = ResourceDocument.Read<Solution>(row);
            var recipe = RecipeBook.OfArn(solution.RecipeArn);
            var isOn = request.PerformAutoTraining ?? solution.PerformAutoTraining == true;
            SolutionRules.CheckIncrementalUpdate(request.PerformIncrementalUpdate, recipe);
            SolutionRules.CheckEvents(request.SolutionUpdateConfig?.EventsConfig, recipe);
            SolutionRules.CheckEventChoice(
                request.SolutionUpdateConfig?.EventsConfig, solution.EventType, solution.SolutionConfig?.EventValueThreshold);
            SolutionRules.CheckSchedule(request.SolutionUpdateConfig?.AutoTrainingConfig, isOn);
            BeginSolutionUpdate(session, row, request);
        });
        return Task.FromResult(new UpdateSolutionResponse { SolutionArn = request.SolutionArn });
    }

    private static void RequireNoSolutionUpdate(ResourceRow row)
    {
        if (ResourceDocument.Read<Solution>(row).LatestSolutionUpdate is { } update && ResourceStatus.InMotion(update.Status))
        {
            throw Errors.ResourceInUse($"{row.Arn} is being updated.");
        }
    }

    private void BeginSolutionUpdate(StateSession session, ResourceRow row, UpdateSolutionRequest request)
    {
        var now = time.GetUtcNow();
        var update = new SolutionUpdateSummary
        {
            SolutionUpdateConfig = request.SolutionUpdateConfig,
            PerformAutoTraining = request.PerformAutoTraining,
            PerformIncrementalUpdate = request.PerformIncrementalUpdate,
            Status = ResourceStatus.CreatePending,
            CreationDateTime = now.UtcDateTime,
            LastUpdatedDateTime = now.UtcDateTime,
        };
        session.Resources.Update(row.With<Solution>(solution => solution.LatestSolutionUpdate = update) with { Updated = now });
        JobQueue.Enqueue(session, JobKind.UpdateSolution, row.Arn);
    }
}
