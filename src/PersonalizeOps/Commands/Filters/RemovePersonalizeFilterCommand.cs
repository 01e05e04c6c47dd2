using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.Filters;

/// <summary>Removes filters.</summary>
[Cmdlet(VerbsCommon.Remove, "PersonalizeFilter", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemovePersonalizeFilterCommand() : RemoveResourceCmdlet(ResourceKind.Filter);
