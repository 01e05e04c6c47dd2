using Amazon.Personalize.Model;
using PersonalizeOps.Server.Jobs.Serving;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Campaigns;

/// <summary>Puts the latest update of a campaign into service; until then the campaign serves as before.</summary>
internal sealed class UpdateCampaignHandler(Database database, ResourceTransitions transitions, CampaignServer server) : IJobHandler
{
    /// <inheritdoc/>
    public string Kind => JobKind.UpdateCampaign;

    /// <inheritdoc/>
    public Task<JobResult> RunAsync(JobRow job, CancellationToken cancellationToken)
    {
        var row = database.Write(session => Enter(session, job, ResourceStatus.CreateInProgress, null));
        server.Load(ResourceDocument.Read<Campaign>(row).LatestCampaignUpdate.SolutionVersionArn);
        return Task.FromResult(new JobResult(session => Publish(session, job), () => server.Forget(job.ResourceArn)));
    }

    /// <inheritdoc/>
    public void Fail(StateSession session, JobRow job, string reason) => Enter(session, job, ResourceStatus.CreateFailed, reason);

    private void Publish(StateSession session, JobRow job)
    {
        var row = transitions.Change<Campaign>(session, job.ResourceArn, (campaign, now) =>
        {
            var update = campaign.LatestCampaignUpdate;
            campaign.SolutionVersionArn = update.SolutionVersionArn;
            campaign.MinProvisionedTPS = update.MinProvisionedTPS;
            campaign.CampaignConfig = update.CampaignConfig;
            update.Status = ResourceStatus.Active;
            update.LastUpdatedDateTime = now;
        });
        transitions.Enter(session, job.ResourceArn, ResourceStatus.Active);
        var version = ResourceDocument.Read<SolutionVersion>(
            ResourceTransitions.Find(session, ResourceDocument.Read<Campaign>(row).SolutionVersionArn));
        session.Resources.SetReferences(row.Arn, version.SolutionVersionArn, version.SolutionArn, version.DatasetGroupArn);
    }

    private ResourceRow Enter(StateSession session, JobRow job, string status, string? reason) =>
        transitions.Change<Campaign>(session, job.ResourceArn, (campaign, now) =>
        {
            campaign.LatestCampaignUpdate.Status = status;
            campaign.LatestCampaignUpdate.FailureReason = reason;
            campaign.LatestCampaignUpdate.LastUpdatedDateTime = now;
        });
}
