namespace PersonalizeOps.Server.Admin;

/// <summary>The body of <c>POST /_admin/clock</c>.</summary>
/// <param name="AdvanceSeconds">How far to move the clock ahead.</param>
internal sealed record ClockRequest(double? AdvanceSeconds);
