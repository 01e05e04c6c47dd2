using System.Collections;
using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Campaigns;

/// <summary>Deploys a solution version as a campaign that answers in real time. On AWS a campaign is billed by the hour until it is removed.</summary>
[Cmdlet(VerbsCommon.New, "Campaign", SupportsShouldProcess = true)]
[OutputType(typeof(Records.Campaign))]
public sealed class NewCampaignCommand : JobCmdlet
{
    /// <summary>The name of the campaign: 1 to 63 letters, digits, - and _.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The solution as name, ARN or object, which stands for its newest ACTIVE version; or a solution version as ARN or object.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SolutionVersion", "SolutionVersionArn", "SolutionArn")]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity Solution { get; set; } = null!;

    /// <summary>The requests per second that are always provided for, the floor of the bill. The default is the service's, 1.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MinProvisionedTPS { get; set; }

    /// <summary>Exploration settings by name, for example @{ explorationWeight = 0.3; explorationItemAgeCutOff = 30 }.</summary>
    [Parameter]
    public Hashtable? ItemExplorationConfig { get; set; }

    /// <summary>Lets recommendations carry columns of the Items dataset, for -MetadataColumn.</summary>
    [Parameter]
    public SwitchParameter EnableMetadata { get; set; }

    /// <summary>Takes over each new version of the solution by itself. The solution must be given, not a version.</summary>
    [Parameter]
    public SwitchParameter SyncWithLatestSolutionVersion { get; set; }

    /// <summary>Tags by name, for example @{ team = "films" }.</summary>
    [Parameter]
    public Hashtable? Tag { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) => TryAsync(Name, async () =>
    {
        var request = new CreateCampaignRequest
        {
            Name = Name,
            SolutionVersionArn = await VersionAsync(cancellationToken),
            MinProvisionedTPS = MinProvisionedTPS,
            CampaignConfig = ItemExplorationConfig is null && !EnableMetadata && !SyncWithLatestSolutionVersion ? null : new CampaignConfig
            {
                ItemExplorationConfig = HyperParameters.ToTextOrNull(ItemExplorationConfig),
                EnableMetadataWithRecommendations = EnableMetadata ? true : null,
                SyncWithLatestSolutionVersion = SyncWithLatestSolutionVersion ? true : null,
            },
            Tags = TagList.From(Tag),
        };
        await CreateAsync(ResourceKind.Campaign, Name, () => Api.CreateCampaignAsync(request, cancellationToken), cancellationToken);
    });

    private async Task<string> VersionAsync(CancellationToken cancellationToken) => SyncWithLatestSolutionVersion
        ? $"{Solution.ArnOf(ResourceKind.Solution, Connection)}/$LATEST"
        : await Api.ResolveVersionAsync(Solution, cancellationToken);
}
