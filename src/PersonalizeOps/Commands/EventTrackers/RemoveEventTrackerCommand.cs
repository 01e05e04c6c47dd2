using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.EventTrackers;

/// <summary>Removes event trackers. The events that were sent stay in the dataset.</summary>
[Cmdlet(VerbsCommon.Remove, "EventTracker", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveEventTrackerCommand() : RemoveResourceCmdlet(ResourceKind.EventTracker);
