namespace PersonalizeOps.Engine.Filters;

/// <summary>A value for a placeholder of a filter is missing or malformed.</summary>
/// <param name="message">Which one and what to write.</param>
public sealed class FilterValueException(string message) : Exception(message);
