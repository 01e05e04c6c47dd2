using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.MetricAttributions;

/// <summary>Removes metric attributions. Reports on S3 stay.</summary>
[Cmdlet(VerbsCommon.Remove, "MetricAttribution", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveMetricAttributionCommand() : RemoveResourceCmdlet(ResourceKind.MetricAttribution);
