using System.Globalization;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Scalars as texts, for paths, queries and headers.</summary>
internal static class ValueText
{
    /// <summary>Writes a scalar.</summary>
    /// <param name="value">A text, boolean, number or time.</param>
    /// <returns>The text; times in ISO 8601.</returns>
    public static string Of(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTime time => Timestamps.ToIso8601(time),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>Reads a scalar from a header.</summary>
    /// <param name="shape">The value's shape.</param>
    /// <param name="text">The header's text.</param>
    /// <returns>The value, or null when the text is none of that shape.</returns>
    public static object? Parse(Shape shape, string text) => shape.Kind switch
    {
        ShapeKind.String => text,
        ShapeKind.Boolean => bool.TryParse(text, out var flag) ? flag : null,
        ShapeKind.Integer => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null,
        ShapeKind.Long => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null,
        ShapeKind.Float => float.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null,
        ShapeKind.Double => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null,
        ShapeKind.Timestamp => DateTime.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null,
        _ => null,
    };
}
