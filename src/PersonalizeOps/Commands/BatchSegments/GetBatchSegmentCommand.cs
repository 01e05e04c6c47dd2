using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.BatchSegments;

/// <summary>Shows batch segment jobs: all, those whose name matches, or those of a solution, solution version or dataset group.</summary>
[Cmdlet(VerbsCommon.Get, "BatchSegment")]
[OutputType(typeof(Records.BatchSegment))]
public sealed class GetBatchSegmentCommand() : GetOfSolutionCmdlet(ResourceKind.BatchSegment);
