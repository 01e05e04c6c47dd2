namespace PersonalizeOps.Data;

/// <summary>The event types of interactions with actions.</summary>
public static class ActionEventType
{
    private static readonly string[] Known = ["Taken", "Not Taken", "Viewed"];

    /// <summary>Reads an event type, in any case and with underscore or space.</summary>
    /// <param name="text">The event type as it came.</param>
    /// <returns>The event type as it is kept; null when it is none of <c>Taken</c>, <c>Not Taken</c>, <c>Viewed</c>.</returns>
    public static string? Parse(string text) =>
        Array.Find(Known, known => string.Equals(known, text?.Replace('_', ' '), StringComparison.OrdinalIgnoreCase));
}
