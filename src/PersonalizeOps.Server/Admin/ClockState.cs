namespace PersonalizeOps.Server.Admin;

/// <summary>What the clock shows.</summary>
/// <param name="Now">The server's time.</param>
/// <param name="OffsetSeconds">How far it is ahead of the machine's.</param>
internal sealed record ClockState(DateTimeOffset Now, double OffsetSeconds);
