using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Transitions;

/// <summary>Makes a resource ACTIVE that needs nothing but its row: a dataset group, a dataset, a solution.</summary>
internal sealed class ActivateHandler(ResourceTransitions transitions) : IJobHandler
{
    /// <inheritdoc/>
    public string Kind => JobKind.Activate;

    /// <inheritdoc/>
    public Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken)
    {
        transitions.Enter(job.ResourceArn, ResourceStatus.CreateInProgress);
        return Task.FromResult(new JobResult(session => transitions.Enter(session, job.ResourceArn, ResourceStatus.Active)));
    }

    /// <inheritdoc/>
    public void Fail(StateSession session, JobRow job, string reason) =>
        transitions.Enter(session, job.ResourceArn, ResourceStatus.CreateFailed, reason);
}
