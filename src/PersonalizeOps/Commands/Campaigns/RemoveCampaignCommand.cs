using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.Campaigns;

/// <summary>Removes campaigns, which ends their bill. The solution stays.</summary>
[Cmdlet(VerbsCommon.Remove, "Campaign", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveCampaignCommand() : RemoveResourceCmdlet(ResourceKind.Campaign);
