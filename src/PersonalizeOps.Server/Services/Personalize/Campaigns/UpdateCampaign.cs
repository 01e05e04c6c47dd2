using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs.Campaigns;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation UpdateCampaign.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<UpdateCampaignResponse> UpdateCampaignAsync(
        UpdateCampaignRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        if (request.SolutionVersionArn is null && request.MinProvisionedTPS is null && request.CampaignConfig is null)
        {
            throw Errors.InvalidInput("The update changes nothing: give solutionVersionArn, minProvisionedTPS or campaignConfig.");
        }

        Change(session =>
        {
            var row = Find(session, context, request.CampaignArn, ResourceKind.Campaign);
            if (ResourceStatus.InMotion(row.Status))
            {
                throw Errors.ResourceInUse($"{row.Arn} is in {row.Status} state.");
            }

            RequireNoCampaignUpdate(row);
            new CampaignSync(time).Begin(session, row, UpdateOf(session, context, ResourceDocument.Read<Campaign>(row), request));
        });
        return Task.FromResult(new UpdateCampaignResponse { CampaignArn = request.CampaignArn });
    }

    private static CampaignUpdateSummary UpdateOf(
        StateSession session,
        CallContext context,
        Campaign campaign,
        UpdateCampaignRequest request)
    {
        var config = request.CampaignConfig ?? campaign.CampaignConfig;
        var isSynced = campaign.CampaignConfig?.SyncWithLatestSolutionVersion == true;
        var keepsVersion = request.SolutionVersionArn is null && isSynced == (config?.SyncWithLatestSolutionVersion == true);
        var version = keepsVersion
            ? ResourceDocument.Read<SolutionVersion>(Find(session, context, campaign.SolutionVersionArn, ResourceKind.SolutionVersion))
            : FindVersionToServe(session, context, request.SolutionVersionArn ?? campaign.SolutionVersionArn, config);
        CheckCampaignConfig(config, version);
        RequireSameGroup(session, campaign, version);
        return new CampaignUpdateSummary
        {
            SolutionVersionArn = version.SolutionVersionArn,
            MinProvisionedTPS = request.MinProvisionedTPS ?? campaign.MinProvisionedTPS,
            CampaignConfig = config,
        };
    }

    private static void RequireSameGroup(StateSession session, Campaign campaign, SolutionVersion version)
    {
        if (!session.Resources.References(campaign.CampaignArn).Contains(version.DatasetGroupArn))
        {
            throw Errors.InvalidInput($"{version.SolutionVersionArn} belongs to another dataset group than {campaign.CampaignArn}.");
        }
    }

    private static void RequireNoCampaignUpdate(ResourceRow row)
    {
        if (ResourceDocument.Read<Campaign>(row).LatestCampaignUpdate is { } update && ResourceStatus.InMotion(update.Status))
        {
            throw Errors.ResourceInUse($"{row.Arn} is being updated.");
        }
    }
}
