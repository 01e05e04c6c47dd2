namespace PersonalizeOps.Engine.Models.Actions;

/// <summary>One thing a user did with an action.</summary>
internal readonly record struct ActionEvent(long Timestamp, int Action, ActionEventKind Kind)
{
    /// <summary>The kind an event type names; null for others.</summary>
    public static ActionEventKind? KindOf(string eventType) => eventType.Replace('_', ' ').ToUpperInvariant() switch
    {
        "TAKEN" => ActionEventKind.Taken,
        "NOT TAKEN" => ActionEventKind.NotTaken,
        "VIEWED" => ActionEventKind.Viewed,
        _ => null,
    };
}
