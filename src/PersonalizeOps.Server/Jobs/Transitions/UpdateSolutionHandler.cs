using Amazon.Personalize.Model;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Transitions;

/// <summary>Gives a solution the training settings of its latest update.</summary>
internal sealed class UpdateSolutionHandler(Database database, ResourceTransitions transitions) : IJobHandler
{
    /// <inheritdoc/>
    public string Kind => JobKind.UpdateSolution;

    /// <inheritdoc/>
    public Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken)
    {
        database.Write(session => Enter(session, job, ResourceStatus.CreateInProgress));
        return Task.FromResult(new JobResult(session => transitions.Change<Solution>(session, job.ResourceArn, (solution, now) =>
        {
            var update = solution.LatestSolutionUpdate;
            solution.PerformAutoTraining = update.PerformAutoTraining ?? solution.PerformAutoTraining;
            solution.PerformIncrementalUpdate = update.PerformIncrementalUpdate ?? solution.PerformIncrementalUpdate;
            if (update.SolutionUpdateConfig is { } config)
            {
                solution.SolutionConfig ??= new SolutionConfig();
                solution.SolutionConfig.AutoTrainingConfig = config.AutoTrainingConfig ?? solution.SolutionConfig.AutoTrainingConfig;
                solution.SolutionConfig.EventsConfig = config.EventsConfig ?? solution.SolutionConfig.EventsConfig;
            }

            update.Status = ResourceStatus.Active;
            update.LastUpdatedDateTime = now;
        })));
    }

    /// <inheritdoc/>
    public void Fail(StateSession session, JobRow job, string reason) => Enter(session, job, ResourceStatus.CreateFailed, reason);

    private void Enter(StateSession session, JobRow job, string status, string? reason = null) =>
        transitions.Change<Solution>(session, job.ResourceArn, (solution, now) =>
        {
            solution.LatestSolutionUpdate.Status = status;
            solution.LatestSolutionUpdate.FailureReason = reason;
            solution.LatestSolutionUpdate.LastUpdatedDateTime = now;
        });
}
