namespace PersonalizeOps.Engine.Recipes;

/// <summary>The kind of values a hyperparameter takes.</summary>
public enum HyperParameterKind
{
    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Float,

    /// <summary>True or False, in any case.</summary>
    Boolean,

    /// <summary>A text.</summary>
    Text,
}
