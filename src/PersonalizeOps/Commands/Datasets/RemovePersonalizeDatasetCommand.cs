using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.Datasets;

/// <summary>
/// Removes datasets with the data that was imported or sent. It is refused while a filter, an event tracker or running work uses the
/// dataset group.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "PersonalizeDataset", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemovePersonalizeDatasetCommand() : RemoveResourceCmdlet(ResourceKind.Dataset);
