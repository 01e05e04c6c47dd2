using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.BatchInference;

/// <summary>Shows batch inference jobs: all, those whose name matches, or those of a solution, solution version or dataset group.</summary>
[Cmdlet(VerbsCommon.Get, "BatchRecommendation")]
[OutputType(typeof(Records.BatchRecommendation))]
public sealed class GetBatchRecommendationCommand() : GetOfSolutionCmdlet(ResourceKind.BatchRecommendation);
