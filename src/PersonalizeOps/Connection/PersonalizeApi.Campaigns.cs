using Amazon.Personalize.Model;
using PersonalizeOps.Binding;

namespace PersonalizeOps.Connection;

/// <summary>Campaigns.</summary>
internal sealed partial class PersonalizeApi
{
    public async Task<Records.Campaign> GetCampaignAsync(string arn, CancellationToken cancellationToken)
    {
        var request = new DescribeCampaignRequest { CampaignArn = arn };
        var campaign = (await CallAsync(Personalize.DescribeCampaignAsync, request, arn, cancellationToken).ConfigureAwait(false)).Campaign;
        return new Records.Campaign
        {
            Name = campaign.Name,
            Arn = campaign.CampaignArn,
            Solution = ResourceArn.NameOf(campaign.SolutionVersionArn),
            Version = ResourceArn.VersionOf(campaign.SolutionVersionArn),
            SolutionVersionArn = campaign.SolutionVersionArn,
            MinProvisionedTps = campaign.MinProvisionedTPS,
            ItemExplorationConfig = campaign.CampaignConfig?.ItemExplorationConfig ?? [],
            EnableMetadata = campaign.CampaignConfig?.EnableMetadataWithRecommendations ?? false,
            SyncWithLatestSolutionVersion = campaign.CampaignConfig?.SyncWithLatestSolutionVersion ?? false,
            Status = campaign.Status,
            FailureReason = campaign.FailureReason,
            UpdateStatus = campaign.LatestCampaignUpdate?.Status,
            UpdateFailureReason = campaign.LatestCampaignUpdate?.FailureReason,
            Created = Local(campaign.CreationDateTime),
            Updated = Local(campaign.LastUpdatedDateTime),
        };
    }

    /// <summary>All campaigns, or those of a solution or of all solutions of a dataset group.</summary>
    public async Task<IReadOnlyList<ResourceSummary>> ListCampaignsAsync(string? parentArn, CancellationToken cancellationToken)
    {
        if (parentArn is not null && ResourceArn.KindOf(parentArn) == ResourceKind.DatasetGroup)
            return await ListOfEachAsync(
                await ListSolutionsAsync(parentArn, cancellationToken).ConfigureAwait(false), arn => ListCampaignsAsync(arn, cancellationToken))
                .ConfigureAwait(false);
        return await ListAsync(
            Personalize.ListCampaignsAsync, token => new ListCampaignsRequest { SolutionArn = parentArn, NextToken = token },
            (ListCampaignsResponse page) =>
                (page.Campaigns?.Select(item => new ResourceSummary(item.CampaignArn, item.Name, item.Status, item.CreationDateTime)), page.NextToken),
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<string> CreateCampaignAsync(CreateCampaignRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateCampaignAsync, request, request.Name, cancellationToken).ConfigureAwait(false)).CampaignArn;
}
