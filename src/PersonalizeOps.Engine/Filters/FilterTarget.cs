namespace PersonalizeOps.Engine.Filters;

/// <summary>What a filter chooses among.</summary>
public enum FilterTarget
{
    /// <summary>Items (<c>ItemID</c>).</summary>
    Items,

    /// <summary>Users (<c>UserID</c>), in user segments.</summary>
    Users,

    /// <summary>Actions (<c>ActionID</c>).</summary>
    Actions,
}
