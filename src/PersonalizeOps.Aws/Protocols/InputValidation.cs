using System.Collections;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Checks an input against its model, in the words AWS uses.</summary>
public static class InputValidation
{
    /// <summary>Checks required members, lengths, ranges, patterns and enumerations, in the model's order.</summary>
    /// <param name="shape">The input's shape.</param>
    /// <param name="input">The input.</param>
    /// <returns>
    /// One text per violation, such as <c>Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression
    /// pattern: …</c>; empty when the input is valid. Sensitive values are left out of the texts.
    /// </returns>
    public static IReadOnlyList<string> Check(StructureShape shape, object input)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(input);
        var violations = new List<string>();
        CheckMembers(shape, input, string.Empty, shape.Sensitive, violations);
        return violations;
    }

    private static void CheckMembers(StructureShape shape, object value, string path, bool sensitive, List<string> violations)
    {
        foreach (var member in shape.Members)
        {
            var place = path + member.WireName;
            if (member.Get(value) is { } content)
            {
                CheckValue(member.Shape, content, place, sensitive || member.Shape.Sensitive, violations);
            }
            else if (member.Required)
            {
                violations.Add($"Value null at '{place}' failed to satisfy constraint: Member must not be null");
            }
        }
    }

    private static void CheckValue(Shape shape, object value, string place, bool sensitive, List<string> violations)
    {
        foreach (var constraint in Constraints.Broken(shape, value))
        {
            violations.Add(Describe(shape, value, place, sensitive, constraint));
        }

        switch (shape)
        {
            case StructureShape structure:
                CheckMembers(structure, value, place + ".", sensitive, violations);
                break;
            case ListShape list:
                CheckElements(list, (IList)value, place, sensitive, violations);
                break;
            case MapShape map:
                CheckEntries(map, (IDictionary)value, place, sensitive, violations);
                break;
        }
    }

    private static void CheckElements(ListShape shape, IList values, string place, bool sensitive, List<string> violations)
    {
        var hidden = sensitive || shape.Element.Sensitive;
        if (IsContainer(shape.Element))
        {
            for (var i = 0; i < values.Count; i++)
            {
                // AWS counts from one.
                CheckItem(shape.Element, values[i], $"{place}.{i + 1}.member", hidden, violations);
            }
        }
        else if (values.Cast<object?>().Any(value => value is null || Constraints.Broken(shape.Element, value).Any()))
        {
            var all = string.Join(", ", Constraints.Of(shape.Element));
            violations.Add(Describe(shape, values, place, hidden, $"Member must satisfy constraint: [{all}]"));
        }
    }

    private static void CheckEntries(MapShape shape, IDictionary values, string place, bool sensitive, List<string> violations)
    {
        if (values.Keys.Cast<object>().Any(key => Constraints.Broken(shape.Key, key).Any()))
        {
            var all = string.Join(", ", Constraints.Of(shape.Key));
            violations.Add(Describe(shape, values, place, sensitive || shape.Key.Sensitive, $"Map keys must satisfy constraint: [{all}]"));
        }

        var hidden = sensitive || shape.Value.Sensitive;
        if (IsContainer(shape.Value))
        {
            foreach (DictionaryEntry entry in values)
            {
                CheckItem(shape.Value, entry.Value, $"{place}.{entry.Key}.member", hidden, violations);
            }
        }
        else if (values.Values.Cast<object?>().Any(value => value is null || Constraints.Broken(shape.Value, value).Any()))
        {
            var all = string.Join(", ", Constraints.Of(shape.Value));
            violations.Add(Describe(shape, values, place, hidden, $"Map value must satisfy constraint: [{all}]"));
        }
    }

    private static void CheckItem(Shape shape, object? value, string place, bool sensitive, List<string> violations)
    {
        if (value is null)
        {
            violations.Add($"Value null at '{place}' failed to satisfy constraint: Member must not be null");
        }
        else
        {
            CheckValue(shape, value, place, sensitive, violations);
        }
    }

    private static bool IsContainer(Shape shape) => shape.Kind is ShapeKind.Structure or ShapeKind.List or ShapeKind.Map;

    private static string Describe(Shape shape, object value, string place, bool sensitive, string constraint) =>
        sensitive || ConstraintText.Of(shape, value) is not { } text
            ? $"Value at '{place}' failed to satisfy constraint: {constraint}"
            : $"Value '{text}' at '{place}' failed to satisfy constraint: {constraint}";
}
