using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.Solutions;

/// <summary>Removes solutions with all their versions. One that a campaign uses is refused.</summary>
[Cmdlet(VerbsCommon.Remove, "Solution", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveSolutionCommand() : RemoveResourceCmdlet(ResourceKind.Solution);
