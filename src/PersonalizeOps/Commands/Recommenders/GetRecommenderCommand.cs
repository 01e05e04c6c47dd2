using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.Recommenders;

/// <summary>Shows recommenders: all, those whose name matches, or those of a dataset group.</summary>
[Cmdlet(VerbsCommon.Get, "Recommender")]
[OutputType(typeof(Records.Recommender))]
public sealed class GetRecommenderCommand() : GetInDatasetGroupCmdlet(ResourceKind.Recommender);
