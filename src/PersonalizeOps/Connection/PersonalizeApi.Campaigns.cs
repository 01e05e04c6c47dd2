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
            Status = campaign.Status,
            FailureReason = campaign.FailureReason,
            Created = Local(campaign.CreationDateTime),
            Updated = Local(campaign.LastUpdatedDateTime),
        };
    }

    public async Task<IReadOnlyList<string>> ListCampaignsAsync(string? solutionArn, CancellationToken cancellationToken)
    {
        var campaigns = await ListAsync(
            Personalize.ListCampaignsAsync, token => new ListCampaignsRequest { SolutionArn = solutionArn, NextToken = token },
            (ListCampaignsResponse page) => (page.Campaigns, page.NextToken), cancellationToken).ConfigureAwait(false);
        return [.. campaigns.Select(campaign => campaign.CampaignArn)];
    }

    public async Task<string> CreateCampaignAsync(CreateCampaignRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateCampaignAsync, request, request.Name, cancellationToken).ConfigureAwait(false)).CampaignArn;
}
