using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.Schemas;

/// <summary>Removes schemas. One that a dataset uses is refused.</summary>
[Cmdlet(VerbsCommon.Remove, "PersonalizeSchema", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemovePersonalizeSchemaCommand() : RemoveResourceCmdlet(ResourceKind.Schema);
