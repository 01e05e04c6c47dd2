using System.Collections;
using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Campaigns;

/// <summary>
/// Changes a campaign: it deploys another solution version, or changes its settings. The old version serves until the new one is ready.
/// </summary>
[Cmdlet(VerbsData.Update, "Campaign", SupportsShouldProcess = true)]
[OutputType(typeof(Records.Campaign))]
public sealed class UpdateCampaignCommand : ChangeCmdlet
{
    /// <summary>The campaign, as name, ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn", "CampaignArn")]
    [ResourceCompleter(ResourceKind.Campaign)]
    public ResourceIdentity[] Name { get; set; } = [];

    /// <summary>
    /// The solution as name, ARN or object, which stands for its newest ACTIVE version; or a solution version. Without it the version
    /// stays.
    /// </summary>
    [Parameter(Position = 1)]
    [Alias("SolutionVersion", "SolutionVersionArn", "SolutionArn")]
    [ValidateNotNull]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity? Solution { get; set; }

    /// <summary>Deploys the newest ACTIVE version of the campaign's own solution.</summary>
    [Parameter]
    public SwitchParameter Latest { get; set; }

    /// <summary>The requests per second that are always provided for, the floor of the bill.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MinProvisionedTPS { get; set; }

    /// <summary>
    /// Exploration settings by name, for example @{ explorationWeight = 0.3 }. Those not named go back to the service's defaults.
    /// </summary>
    [Parameter]
    public Hashtable? ItemExplorationConfig { get; set; }

    /// <summary>Lets recommendations carry columns of the Items dataset; -EnableMetadata:$false ends it.</summary>
    [Parameter]
    public SwitchParameter EnableMetadata { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Name)
            await TryAsync(name.Text, async () =>
            {
                var arn = await Api.ResolveAsync(name, ResourceKind.Campaign, cancellationToken);
                var campaign = await Api.GetCampaignAsync(arn, cancellationToken);
                var version = Solution ?? (Latest ? new ResourceIdentity(campaign.Solution) : null);
                var request = new UpdateCampaignRequest
                {
                    CampaignArn = arn,
                    SolutionVersionArn = version is null ? campaign.SolutionVersionArn : await Api.ResolveVersionAsync(version, cancellationToken),
                    MinProvisionedTPS = MinProvisionedTPS ?? campaign.MinProvisionedTps,
                    CampaignConfig = ConfigOf(campaign),
                };
                await ChangeAsync(
                    arn, "UpdateCampaign", $"{campaign.Name}, with {ResourceArn.FullNameOf(request.SolutionVersionArn)}",
                    () => Api.CallAsync(Api.Personalize.UpdateCampaignAsync, request, campaign.Name, cancellationToken), cancellationToken);
            });
    }

    /// <summary>What is not named stays as it is: the service would take it away.</summary>
    private CampaignConfig ConfigOf(Records.Campaign campaign) => new()
    {
        ItemExplorationConfig = ItemExplorationConfig is not null ? HyperParameters.ToText(ItemExplorationConfig)
            : campaign.ItemExplorationConfig.Count > 0 ? campaign.ItemExplorationConfig.ToDictionary() : null,
        EnableMetadataWithRecommendations = MyInvocation.BoundParameters.ContainsKey(nameof(EnableMetadata))
            ? EnableMetadata.ToBool() : campaign.EnableMetadata ? true : null,
        SyncWithLatestSolutionVersion = campaign.SyncWithLatestSolutionVersion ? true : null,
    };
}
