using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.Solutions;

/// <summary>Shows solutions: all, those whose name matches, or those of a dataset group.</summary>
[Cmdlet(VerbsCommon.Get, "Solution")]
[OutputType(typeof(Records.Solution))]
public sealed class GetSolutionCommand() : GetInDatasetGroupCmdlet(ResourceKind.Solution);
