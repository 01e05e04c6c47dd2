using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.Recommenders;

/// <summary>Removes recommenders, which ends their bill.</summary>
[Cmdlet(VerbsCommon.Remove, "Recommender", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveRecommenderCommand() : RemoveResourceCmdlet(ResourceKind.Recommender);
