namespace PersonalizeOps.Server.Jobs.Attribution;

/// <summary>An event as metrics take it.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="EventType">Its type.</param>
/// <param name="Seconds">When it happened, in seconds since 1970.</param>
/// <param name="RecommendationId">The id of the recommendations it followed; null for none.</param>
/// <param name="Source">What it is attributed to by its sender; null for nothing.</param>
/// <param name="Value">Gives a value of the event by the column's name; null where it has none.</param>
internal readonly record struct AttributedEvent(
    string ItemId,
    string? EventType,
    long Seconds,
    string? RecommendationId,
    string? Source,
    Func<string, string?> Value);
