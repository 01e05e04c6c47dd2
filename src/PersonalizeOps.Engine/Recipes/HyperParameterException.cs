namespace PersonalizeOps.Engine.Recipes;

/// <summary>A hyperparameter is unknown to the recipe or has a value it does not allow.</summary>
public sealed class HyperParameterException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="name">The hyperparameter.</param>
    /// <param name="value">The value given.</param>
    /// <param name="range">What is allowed, such as <c>an integer from 32 to 256</c>.</param>
    public HyperParameterException(string name, string value, string range)
        : base($"The value '{value}' of hyperparameter '{name}' is not allowed: {range}.")
    {
        Name = name;
        Value = value;
        Range = range;
    }

    /// <summary>The hyperparameter.</summary>
    public string Name { get; }

    /// <summary>The value given.</summary>
    public string Value { get; }

    /// <summary>What is allowed.</summary>
    public string Range { get; }
}
