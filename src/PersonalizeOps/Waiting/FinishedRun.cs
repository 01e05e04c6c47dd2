namespace PersonalizeOps.Waiting;

/// <summary>How long work of a kind took.</summary>
/// <param name="Work">What was done and where, such as <c>AWS SolutionVersion aws-user-personalization</c>.</param>
/// <param name="Bytes">The size of the data, null when unknown.</param>
/// <param name="Seconds">From creation to the end.</param>
internal sealed record FinishedRun(string Work, long? Bytes, double Seconds);
