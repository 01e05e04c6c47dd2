namespace PersonalizeOps.Engine.Models.Actions;

/// <summary>What a user did with an action.</summary>
internal enum ActionEventKind
{
    Taken,
    NotTaken,
    Viewed,
}
