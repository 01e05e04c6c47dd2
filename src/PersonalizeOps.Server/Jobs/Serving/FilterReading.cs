namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>What a filter expression says of itself.</summary>
/// <param name="Problem">Why it cannot be used; null when it can.</param>
/// <param name="Fields">The different fields it uses.</param>
internal sealed record FilterReading(string? Problem, IReadOnlyList<string> Fields);
