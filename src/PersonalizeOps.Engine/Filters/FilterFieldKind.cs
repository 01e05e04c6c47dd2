namespace PersonalizeOps.Engine.Filters;

/// <summary>What a filter can do with a field.</summary>
public enum FilterFieldKind
{
    /// <summary>Texts, joined by | where there are several: IN and NOT IN.</summary>
    Text,

    /// <summary>Numbers: comparisons.</summary>
    Number,

    /// <summary>Booleans, which cannot be filtered by.</summary>
    Boolean,

    /// <summary>Prose, which cannot be filtered by.</summary>
    Prose,

    /// <summary>What the service acts upon by itself, which cannot be filtered by.</summary>
    Automatic,
}
