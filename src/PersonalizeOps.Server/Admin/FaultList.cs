namespace PersonalizeOps.Server.Admin;

/// <summary>What <c>/_admin/faults</c> answers.</summary>
/// <param name="Faults">The faults that are still to be met.</param>
internal sealed record FaultList(IReadOnlyList<Fault> Faults);
