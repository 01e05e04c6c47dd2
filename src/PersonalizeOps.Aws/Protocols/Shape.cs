using System.Text.RegularExpressions;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>One shape of an API model: its kind and the constraints on its values.</summary>
/// <remarks>Generated from <c>Models/*.json</c>; immutable once built, so it is shared by all threads.</remarks>
/// <param name="name">The shape's name in the model.</param>
/// <param name="kind">What the shape holds.</param>
public class Shape(string name, ShapeKind kind)
{
    private Regex? _pattern;

    /// <summary>Gets the shape's name in the model.</summary>
    public string Name { get; } = name;

    /// <summary>Gets what the shape holds.</summary>
    public ShapeKind Kind { get; } = kind;

    /// <summary>Gets the least length (text in UTF-16 units, blob in bytes, list, map) or value (number); null for none.</summary>
    public double? Min { get; init; }

    /// <summary>Gets the greatest length or value, counted as <see cref="Min"/>; null for none.</summary>
    public double? Max { get; init; }

    /// <summary>Gets the regular expression as the model writes it; the whole value must match. Null for none.</summary>
    public string? Pattern { get; init; }

    /// <summary>Gets the allowed texts of an enumeration; empty for any other shape.</summary>
    public IReadOnlyList<string> EnumValues { get; init; } = [];

    /// <summary>Gets a value indicating whether values must stay out of messages and logs.</summary>
    public bool Sensitive { get; init; }

    /// <summary>Tells whether a text matches <see cref="Pattern"/> as a whole.</summary>
    /// <param name="value">The text to test.</param>
    /// <returns>True when there is no pattern or the whole text matches.</returns>
    public bool Matches(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Pattern is null)
        {
            return true;
        }

        _pattern ??= ModelPattern.Compile(Pattern);
        return _pattern.IsMatch(value);
    }
}
