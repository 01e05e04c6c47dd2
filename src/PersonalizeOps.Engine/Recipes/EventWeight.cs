namespace PersonalizeOps.Engine.Recipes;

/// <summary>How much interactions of a type count, one entry of the API's <c>eventsConfig</c>.</summary>
/// <param name="EventType">The event type, compared ordinally.</param>
/// <param name="MinimumValue">Interactions whose event value is less, or absent, are left out; null keeps all.</param>
/// <param name="Weight">0 to 1; only the ratios of weights matter. 0 leaves the interactions out.</param>
public sealed record EventWeight(string EventType, double? MinimumValue, double Weight);
