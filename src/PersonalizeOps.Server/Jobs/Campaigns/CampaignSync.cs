using Amazon.Personalize.Model;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Campaigns;

/// <summary>Lets campaigns that follow the latest solution version follow it.</summary>
internal sealed class CampaignSync(TimeProvider time)
{
    /// <summary>Begins the update of each such campaign, as part of the change of state that makes a solution version ACTIVE.</summary>
    /// <param name="session">The change.</param>
    /// <param name="version">The solution version.</param>
    public void Follow(StateSession session, ResourceRow version)
    {
        var solutionArn = ResourceDocument.Read<SolutionVersion>(version).SolutionArn;
        foreach (var row in session.Resources.All(new ResourceQuery(version.AccountId, version.Region, ResourceKind.Campaign, solutionArn)))
        {
            var campaign = ResourceDocument.Read<Campaign>(row);
            var isUpdating = campaign.LatestCampaignUpdate is { } update && ResourceStatus.InMotion(update.Status);
            if (campaign.CampaignConfig?.SyncWithLatestSolutionVersion == true && row.Status == ResourceStatus.Active && !isUpdating)
            {
                Begin(session, row, campaign, version.Arn);
            }
        }
    }

    /// <summary>Begins an update of a campaign.</summary>
    /// <param name="session">The change of state.</param>
    /// <param name="row">The campaign.</param>
    /// <param name="update">What is to change, without status and dates.</param>
    public void Begin(StateSession session, ResourceRow row, CampaignUpdateSummary update)
    {
        var now = time.GetUtcNow();
        update.Status = ResourceStatus.CreatePending;
        update.CreationDateTime = now.UtcDateTime;
        update.LastUpdatedDateTime = now.UtcDateTime;
        session.Resources.Update(row.With<Campaign>(campaign => campaign.LatestCampaignUpdate = update) with { Updated = now });
        session.Resources.SetReferences(row.Arn, [.. session.Resources.References(row.Arn), update.SolutionVersionArn]);
        JobQueue.Enqueue(session, JobKind.UpdateCampaign, row.Arn);
    }

    private void Begin(StateSession session, ResourceRow row, Campaign campaign, string versionArn)
    {
        var update = new CampaignUpdateSummary
        {
            SolutionVersionArn = versionArn,
            MinProvisionedTPS = campaign.MinProvisionedTPS,
            CampaignConfig = campaign.CampaignConfig,
        };
        Begin(session, row, update);
    }
}
