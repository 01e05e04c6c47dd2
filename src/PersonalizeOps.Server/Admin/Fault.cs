namespace PersonalizeOps.Server.Admin;

/// <summary>A fault that requests or jobs are to meet.</summary>
/// <param name="Kind">One of <see cref="FaultKind"/>.</param>
/// <param name="Operation">The operation whose requests meet it; null for a fault of jobs.</param>
/// <param name="Job">The kind of jobs that meet it; null for a fault of requests.</param>
/// <param name="Times">How often it will still be met.</param>
/// <param name="Reason">The message of the error, or the failure reason of the job.</param>
/// <param name="DelaySeconds">How much longer the job takes.</param>
internal sealed record Fault(string Kind, string? Operation, string? Job, int Times, string? Reason, double DelaySeconds);
