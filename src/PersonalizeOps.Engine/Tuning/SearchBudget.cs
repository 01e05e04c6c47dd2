namespace PersonalizeOps.Engine.Tuning;

/// <summary>How much a search may do.</summary>
/// <param name="MaximumJobs">The most trainings, at least 1; the service allows 40.</param>
/// <param name="MaximumParallel">The most trainings at the same time, at least 1; the service allows 10. Each takes its own memory.</param>
public readonly record struct SearchBudget(int MaximumJobs, int MaximumParallel);
