using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.Campaigns;

/// <summary>Shows campaigns: all, those whose name matches, or those of a solution or dataset group.</summary>
[Cmdlet(VerbsCommon.Get, "Campaign")]
[OutputType(typeof(Records.Campaign))]
public sealed class GetCampaignCommand() : GetOfSolutionCmdlet(ResourceKind.Campaign);
