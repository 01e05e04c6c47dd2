using PersonalizeOps.Aws.Generator.Model;

namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>C# types of shapes.</summary>
internal static class TypeNames
{
    /// <summary>The type of a property: value types nullable, enumerations their <c>ConstantClass</c>.</summary>
    public static string Property(ServiceContext context, ShapeModel shape) => shape.IsEnum
        ? shape.Name
        : Element(context, shape) + (IsValueType(shape) ? "?" : string.Empty);

    /// <summary>The type inside a list or map: value types plain, enumerations texts.</summary>
    public static string Element(ServiceContext context, ShapeModel shape) => shape.Type switch
    {
        "string" => "string",
        "boolean" => "bool",
        "integer" => "int",
        "long" => "long",
        "float" => "float",
        "double" => "double",
        "timestamp" => "DateTime",
        "blob" => "MemoryStream",
        "list" => $"List<{Element(context, context.Shape(shape.Element!))}>",
        "map" => $"Dictionary<string, {Element(context, context.Shape(shape.Element!))}>",
        _ => shape.Name,
    };

    public static bool IsValueType(ShapeModel shape) =>
        shape.Type is "boolean" or "integer" or "long" or "float" or "double" or "timestamp";

    /// <summary>Writes the type from outside the service's namespaces, structures prefixed by <c>M.</c>.</summary>
    public static string Qualified(ServiceContext context, ShapeModel shape) => shape.Type switch
    {
        "structure" => "M." + shape.Name,
        "list" => $"List<{Qualified(context, context.Shape(shape.Element!))}>",
        "map" => $"Dictionary<string, {Qualified(context, context.Shape(shape.Element!))}>",
        _ => Element(context, shape),
    };
}
