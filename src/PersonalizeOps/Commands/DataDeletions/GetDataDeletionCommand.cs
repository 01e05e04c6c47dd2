using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.DataDeletions;

/// <summary>Shows data deletion jobs: all, those whose name matches, or those of a dataset group.</summary>
[Cmdlet(VerbsCommon.Get, "DataDeletion")]
[OutputType(typeof(Records.DataDeletion))]
public sealed class GetDataDeletionCommand() : GetInDatasetGroupCmdlet(ResourceKind.DataDeletion);
