using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;

namespace PersonalizeOps.Commands.Campaigns;

/// <summary>Shows campaigns: all, those whose name matches, or those of one solution.</summary>
[Cmdlet(VerbsCommon.Get, "Campaign")]
[OutputType(typeof(Records.Campaign))]
public sealed class GetCampaignCommand : PersonalizeCmdlet
{
    /// <summary>The campaigns, as names (with wildcards), ARNs or objects. Without it all are shown.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn", "CampaignArn")]
    [SupportsWildcards]
    [ResourceCompleter(ResourceKind.Campaign)]
    public ResourceIdentity[]? Name { get; set; }

    /// <summary>Shows only the campaigns of this solution, given as name, ARN or object.</summary>
    [Parameter]
    [Alias("SolutionArn")]
    [ResourceCompleter(ResourceKind.Solution)]
    public ResourceIdentity? Solution { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) => WriteResourcesAsync(
        Name, ResourceKind.Campaign,
        token => Api.ListCampaignsAsync(Solution?.ArnOf(ResourceKind.Solution, Connection), token),
        Api.GetCampaignAsync, cancellationToken);
}
