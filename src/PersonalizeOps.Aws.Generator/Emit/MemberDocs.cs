using PersonalizeOps.Aws.Generator.Model;

namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>Documentation of a property: what the model demands of it.</summary>
internal static class MemberDocs
{
    public static string Describe(MemberModel member, ShapeModel shape)
    {
        var facts = new List<string> { $"Gets or sets {member.Name}." };
        if (member.Required)
        {
            facts.Add("Required.");
        }

        if (Range(shape) is { } range)
        {
            facts.Add(range);
        }

        if (shape.Pattern is { } pattern)
        {
            facts.Add($"Pattern: {pattern}.");
        }

        if (shape.IsEnum)
        {
            facts.Add($"One of {string.Join(", ", shape.EnumValues)}.");
        }

        return string.Join(" ", facts);
    }

    private static string? Range(ShapeModel shape)
    {
        var measure = shape.Type switch
        {
            "string" => "Length",
            "list" or "map" => "Entries",
            "blob" => "Bytes",
            _ => "Value",
        };
        return (shape.Min, shape.Max) switch
        {
            ({ } min, { } max) => $"{measure}: {Literals.Number(min)} to {Literals.Number(max)}.",
            ({ } min, null) => $"{measure}: at least {Literals.Number(min)}.",
            (null, { } max) => $"{measure}: at most {Literals.Number(max)}.",
            _ => null,
        };
    }
}
