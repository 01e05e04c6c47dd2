using System.Collections;
using System.Globalization;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>The constraints of a shape and which of them a value breaks.</summary>
internal static class Constraints
{
    /// <summary>Lists all constraints of a shape, as AWS words them.</summary>
    /// <param name="shape">The shape.</param>
    /// <returns>The constraints; "Member must not be null" when there is no other.</returns>
    public static IEnumerable<string> Of(Shape shape)
    {
        var any = false;
        foreach (var constraint in new[] { AtMost(shape), AtLeast(shape), Enumeration(shape), PatternOf(shape) }.OfType<string>())
        {
            any = true;
            yield return constraint;
        }

        if (!any)
        {
            yield return "Member must not be null";
        }
    }

    /// <summary>Lists the constraints that a value breaks.</summary>
    /// <param name="shape">The value's shape.</param>
    /// <param name="value">The value, not null.</param>
    /// <returns>The broken constraints, as AWS words them.</returns>
    public static IEnumerable<string> Broken(Shape shape, object value)
    {
        if (SizeOf(value) is { } size)
        {
            // NaN fails both comparisons, as it should.
            if (shape.Max is { } max && !(size <= max))
            {
                yield return AtMost(shape)!;
            }

            if (shape.Min is { } min && !(size >= min))
            {
                yield return AtLeast(shape)!;
            }
        }

        if (value is string text)
        {
            if (shape.EnumValues.Count > 0 && !shape.EnumValues.Contains(text))
            {
                yield return Enumeration(shape)!;
            }

            if (!shape.Matches(text))
            {
                yield return PatternOf(shape)!;
            }
        }
    }

    private static string? AtMost(Shape shape) =>
        shape.Max is { } max ? $"Member must have {Measure(shape)} less than or equal to {Number(max)}" : null;

    private static string? AtLeast(Shape shape) =>
        shape.Min is { } min ? $"Member must have {Measure(shape)} greater than or equal to {Number(min)}" : null;

    private static string? Enumeration(Shape shape) =>
        shape.EnumValues.Count > 0 ? $"Member must satisfy enum value set: [{string.Join(", ", shape.EnumValues)}]" : null;

    private static string? PatternOf(Shape shape) =>
        shape.Pattern is { } pattern ? $"Member must satisfy regular expression pattern: {pattern}" : null;

    private static string Measure(Shape shape) =>
        shape.Kind is ShapeKind.Integer or ShapeKind.Long or ShapeKind.Float or ShapeKind.Double ? "value" : "length";

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static double? SizeOf(object value) => value switch
    {
        string text => text.Length,
        int number => number,
        long number => number,
        float number => number,
        double number => number,
        MemoryStream blob => blob.Length,
        ICollection collection => collection.Count,
        _ => null,
    };
}
