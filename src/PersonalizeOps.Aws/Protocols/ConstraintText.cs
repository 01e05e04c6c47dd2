using System.Collections;
using System.Globalization;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Writes a value into a validation message.</summary>
internal static class ConstraintText
{
    private const int MaxLength = 1000;

    /// <summary>Writes texts and numbers as they are, lists and maps of them in Java's manner; long texts are cut.</summary>
    /// <param name="shape">The value's shape.</param>
    /// <param name="value">The value.</param>
    /// <returns>The text; null for structures and what holds them, which AWS does not write either.</returns>
    public static string? Of(Shape shape, object value)
    {
        var text = shape switch
        {
            ListShape list => IsScalar(list.Element) ? $"[{string.Join(", ", ((IEnumerable)value).Cast<object?>().Select(Scalar))}]" : null,
            MapShape map => IsScalar(map.Value) ? $"{{{string.Join(", ", Entries((IDictionary)value))}}}" : null,
            _ => IsScalar(shape) ? Scalar(value) : null,
        };
        return text?.Length > MaxLength ? string.Concat(text.AsSpan(0, MaxLength), "…") : text;
    }

    private static IEnumerable<string> Entries(IDictionary map)
    {
        foreach (DictionaryEntry entry in map)
        {
            yield return $"{entry.Key}={Scalar(entry.Value)}";
        }
    }

    private static bool IsScalar(Shape shape) =>
        shape.Kind is not (ShapeKind.Structure or ShapeKind.List or ShapeKind.Map or ShapeKind.Blob);

    private static string Scalar(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null";
}
