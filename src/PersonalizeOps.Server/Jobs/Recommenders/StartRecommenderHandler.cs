using PersonalizeOps.Server.Jobs.Serving;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Recommenders;

/// <summary>Puts a stopped recommender into service again, with the model it had.</summary>
internal sealed class StartRecommenderHandler(ResourceTransitions transitions, CampaignServer server) : IJobHandler
{
    /// <inheritdoc/>
    public string Kind => JobKind.StartRecommender;

    /// <inheritdoc/>
    public Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken)
    {
        transitions.Enter(job.ResourceArn, ResourceStatus.StartInProgress);
        return Task.FromResult(new JobResult(
            session => transitions.Enter(session, job.ResourceArn, ResourceStatus.Active),
            () => server.Forget(job.ResourceArn)));
    }

    /// <inheritdoc/>
    public void Fail(StateSession session, JobRow job, string reason) =>
        transitions.Enter(session, job.ResourceArn, ResourceStatus.Inactive, reason);
}
