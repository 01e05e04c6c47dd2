using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.Exports;

/// <summary>Shows dataset export jobs: all, those whose name matches, or those of a dataset group or dataset.</summary>
[Cmdlet(VerbsCommon.Get, "PersonalizeExport")]
[OutputType(typeof(Records.PersonalizeExport))]
public sealed class GetPersonalizeExportCommand() : GetInDatasetGroupCmdlet(ResourceKind.Export);
