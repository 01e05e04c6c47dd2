namespace PersonalizeOps.Server.Admin;

/// <summary>The body of <c>POST /_admin/faults</c>.</summary>
/// <param name="Fault">One of <see cref="FaultKind"/>.</param>
/// <param name="Operation">The operation, for faults of requests.</param>
/// <param name="Job">The kind of jobs, for faults of jobs.</param>
/// <param name="Times">How often; once when null.</param>
/// <param name="Reason">Message or failure reason; one of ours when null.</param>
/// <param name="DelaySeconds">How much longer a slow job takes.</param>
internal sealed record FaultRequest(string? Fault, string? Operation, string? Job, int? Times, string? Reason, double? DelaySeconds);
