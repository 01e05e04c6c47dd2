namespace PersonalizeOps.Data;

/// <summary>What a scan does with the values of a column.</summary>
internal enum FieldUse
{
    /// <summary>Whole numbers without a meaning known here.</summary>
    Whole,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Texts and booleans.</summary>
    Text,

    /// <summary>The ids of users.</summary>
    User,

    /// <summary>The ids of items or actions.</summary>
    Item,

    /// <summary>The times of interactions.</summary>
    Time,

    /// <summary>Times of another kind.</summary>
    OtherTime,

    /// <summary>The types of events.</summary>
    EventType,
}
