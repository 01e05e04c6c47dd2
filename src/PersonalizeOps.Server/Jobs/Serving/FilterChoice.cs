namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>A filter and the values for its placeholders.</summary>
/// <param name="Arn">The filter.</param>
/// <param name="Values">The values by name; null for none.</param>
internal sealed record FilterChoice(string Arn, IReadOnlyDictionary<string, string>? Values);
