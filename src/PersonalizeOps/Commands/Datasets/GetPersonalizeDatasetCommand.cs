using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.Datasets;

/// <summary>Shows datasets: all, those whose name matches, or those of a dataset group.</summary>
[Cmdlet(VerbsCommon.Get, "PersonalizeDataset")]
[OutputType(typeof(Records.Dataset))]
public sealed class GetPersonalizeDatasetCommand() : GetInDatasetGroupCmdlet(ResourceKind.Dataset);
