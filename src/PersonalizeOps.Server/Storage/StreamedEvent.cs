namespace PersonalizeOps.Server.Storage;

/// <summary>An interaction with an item or an action, as a Put operation brought it.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="UserId">The user; null while anonymous.</param>
/// <param name="ItemId">The item or action.</param>
/// <param name="EventType">Its type.</param>
/// <param name="EventValue">Its value, if it has one.</param>
/// <param name="SentAt">When it happened, to the millisecond.</param>
internal sealed record StreamedEvent(
    string SessionId,
    string? UserId,
    string ItemId,
    string EventType,
    float? EventValue,
    DateTimeOffset SentAt)
{
    /// <summary>Gets the place in the order of arrival over all datasets; 0 for an event that is not stored yet.</summary>
    public long Position { get; init; }

    /// <summary>Gets the caller's id of the event, if there is one.</summary>
    public string? EventId { get; init; }

    /// <summary>Gets the id of the recommendations the event followed, if there is one.</summary>
    public string? RecommendationId { get; init; }

    /// <summary>Gets the ids that were shown, joined by <c>|</c>.</summary>
    public string? Impression { get; init; }

    /// <summary>Gets what the event is attributed to, if that is known.</summary>
    public string? AttributionSource { get; init; }

    /// <summary>Gets the values of further fields of the schema: a JSON object from names to texts; null for none.</summary>
    public string? Properties { get; init; }
}
