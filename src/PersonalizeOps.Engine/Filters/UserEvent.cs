namespace PersonalizeOps.Engine.Filters;

/// <summary>Something a user did that is not in the imported interactions.</summary>
/// <param name="ItemId">The item, or the action.</param>
/// <param name="EventType">The type; empty for none.</param>
/// <param name="Timestamp">Seconds since the Unix epoch.</param>
public readonly record struct UserEvent(string ItemId, string EventType, long Timestamp);
