namespace PersonalizeOps.Engine.Filters;

/// <summary>The datasets whose fields filters may name.</summary>
public enum FilterDataset
{
    /// <summary>Interactions with items.</summary>
    Interactions,

    /// <summary>Items.</summary>
    Items,

    /// <summary>Users.</summary>
    Users,

    /// <summary>Actions.</summary>
    Actions,

    /// <summary>Interactions with actions.</summary>
    ActionInteractions,
}
