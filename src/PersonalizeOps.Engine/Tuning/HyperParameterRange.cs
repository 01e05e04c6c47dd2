namespace PersonalizeOps.Engine.Tuning;

/// <summary>The values a search may choose a hyperparameter from.</summary>
public sealed record HyperParameterRange
{
    private HyperParameterRange(string name, double minimum, double maximum, bool isInteger, IReadOnlyList<string>? values)
    {
        Name = name;
        Minimum = minimum;
        Maximum = maximum;
        IsInteger = isInteger;
        Values = values;
    }

    /// <summary>The API's name; a prefix such as <c>training.</c> is dropped by the caller.</summary>
    public string Name { get; }

    /// <summary>The least value; of no meaning for a choice of texts.</summary>
    public double Minimum { get; }

    /// <summary>The greatest value; of no meaning for a choice of texts.</summary>
    public double Maximum { get; }

    /// <summary>Whether only whole numbers are meant.</summary>
    public bool IsInteger { get; }

    /// <summary>The texts to choose from; null for numbers.</summary>
    public IReadOnlyList<string>? Values { get; }

    /// <summary>Whole numbers.</summary>
    /// <param name="name">The hyperparameter.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value.</param>
    /// <returns>The range.</returns>
    public static HyperParameterRange Integer(string name, int minimum, int maximum) => new(name, minimum, maximum, true, null);

    /// <summary>Numbers.</summary>
    /// <param name="name">The hyperparameter.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value.</param>
    /// <returns>The range.</returns>
    public static HyperParameterRange Continuous(string name, double minimum, double maximum) => new(name, minimum, maximum, false, null);

    /// <summary>A choice of texts.</summary>
    /// <param name="name">The hyperparameter.</param>
    /// <param name="values">The texts, such as True and False.</param>
    /// <returns>The range.</returns>
    public static HyperParameterRange Categorical(string name, IReadOnlyList<string> values) => new(name, 0, 0, false, values);
}
