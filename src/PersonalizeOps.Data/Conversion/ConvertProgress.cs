namespace PersonalizeOps.Data;

/// <summary>How far a conversion has come.</summary>
/// <param name="Completed">The share that is done, 0 to 1.</param>
/// <param name="Rows">The ratings converted so far.</param>
/// <param name="Activity">What is being done, for people.</param>
public sealed record ConvertProgress(double Completed, long Rows, string Activity);
