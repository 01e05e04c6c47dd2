using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.Filters;

/// <summary>Shows filters: all, those whose name matches, or those of a dataset group.</summary>
[Cmdlet(VerbsCommon.Get, "PersonalizeFilter")]
[OutputType(typeof(Records.Filter))]
public sealed class GetPersonalizeFilterCommand() : GetInDatasetGroupCmdlet(ResourceKind.Filter);
