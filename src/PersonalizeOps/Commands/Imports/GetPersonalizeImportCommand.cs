using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.Imports;

/// <summary>Shows dataset import jobs: all, those whose name matches, or those of a dataset group or dataset.</summary>
[Cmdlet(VerbsCommon.Get, "PersonalizeImport")]
[OutputType(typeof(Records.PersonalizeImport))]
public sealed class GetPersonalizeImportCommand() : GetInDatasetGroupCmdlet(ResourceKind.Import);
