using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.DatasetGroups;

/// <summary>Shows dataset groups: all, or those whose name matches.</summary>
[Cmdlet(VerbsCommon.Get, "PersonalizeDatasetGroup")]
[OutputType(typeof(Records.DatasetGroup))]
public sealed class GetPersonalizeDatasetGroupCommand() : GetResourceCmdlet(ResourceKind.DatasetGroup);
