using Amazon.Personalize.Model;
using PersonalizeOps.Server.Jobs.Serving;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Campaigns;

/// <summary>Loads the model of a new campaign.</summary>
internal sealed class DeployCampaignHandler(ResourceTransitions transitions, CampaignServer server) : IJobHandler
{
    /// <inheritdoc/>
    public string Kind => JobKind.DeployCampaign;

    /// <inheritdoc/>
    public Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken)
    {
        var row = transitions.Enter(job.ResourceArn, ResourceStatus.CreateInProgress);
        server.Load(ResourceDocument.Read<Campaign>(row).SolutionVersionArn);
        return Task.FromResult(new JobResult(session => transitions.Enter(session, job.ResourceArn, ResourceStatus.Active)));
    }

    /// <inheritdoc/>
    public void Fail(StateSession session, JobRow job, string reason) =>
        transitions.Enter(session, job.ResourceArn, ResourceStatus.CreateFailed, reason);
}
