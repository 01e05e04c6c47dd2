namespace PersonalizeOps.Engine.Models;

/// <summary>What a user did with an action after the training.</summary>
/// <param name="ActionId">The action; one the model does not know is ignored.</param>
/// <param name="EventType">Taken, Not Taken or Viewed, in any case and with or without an underscore; others are ignored.</param>
/// <param name="Timestamp">Seconds since the Unix epoch.</param>
public readonly record struct RecentAction(string ActionId, string EventType, long Timestamp);
