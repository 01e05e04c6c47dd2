using PersonalizeOps.Server.Jobs.Serving;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Recommenders;

/// <summary>Takes a recommender out of service; its model stays.</summary>
internal sealed class StopRecommenderHandler(ResourceTransitions transitions, CampaignServer server) : IJobHandler
{
    /// <inheritdoc/>
    public string Kind => JobKind.StopRecommender;

    /// <inheritdoc/>
    public Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken)
    {
        transitions.Enter(job.ResourceArn, ResourceStatus.StopInProgress);
        return Task.FromResult(new JobResult(
            session => transitions.Enter(session, job.ResourceArn, ResourceStatus.Inactive),
            () => server.Forget(job.ResourceArn)));
    }

    /// <inheritdoc/>
    public void Fail(StateSession session, JobRow job, string reason) =>
        transitions.Enter(session, job.ResourceArn, ResourceStatus.Active, reason);
}
