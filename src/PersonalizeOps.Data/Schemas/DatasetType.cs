namespace PersonalizeOps.Data;

/// <summary>The kinds of dataset that a dataset group can hold.</summary>
public enum DatasetType
{
    /// <summary>What users did with items: one row per event.</summary>
    Interactions,

    /// <summary>What is known about items.</summary>
    Items,

    /// <summary>What is known about users.</summary>
    Users,

    /// <summary>What is known about actions (next best action).</summary>
    Actions,

    /// <summary>What users did with actions.</summary>
    ActionInteractions,
}
