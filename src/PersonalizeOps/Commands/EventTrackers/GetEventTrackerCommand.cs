using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Commands.EventTrackers;

/// <summary>Shows event trackers: all, those whose name matches, or those of a dataset group.</summary>
[Cmdlet(VerbsCommon.Get, "EventTracker")]
[OutputType(typeof(Records.EventTracker))]
public sealed class GetEventTrackerCommand() : GetInDatasetGroupCmdlet(ResourceKind.EventTracker);
