using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.Schemas;

/// <summary>Shows schemas: all, or those whose name matches.</summary>
[Cmdlet(VerbsCommon.Get, "PersonalizeSchema")]
[OutputType(typeof(Records.PersonalizeSchema))]
public sealed class GetPersonalizeSchemaCommand() : GetResourceCmdlet(ResourceKind.Schema);
