using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.MetricAttributions;

/// <summary>Shows metric attributions with their metrics: all, those whose name matches, or those of a dataset group.</summary>
[Cmdlet(VerbsCommon.Get, "MetricAttribution")]
[OutputType(typeof(Records.MetricAttribution))]
public sealed class GetMetricAttributionCommand() : GetInDatasetGroupCmdlet(ResourceKind.MetricAttribution);
