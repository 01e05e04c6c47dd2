using PersonalizeOps.Aws.Generator.Model;
using PersonalizeOps.Aws.Generator.Naming;

namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>Emits enumerations as the SDK's <c>ConstantClass</c>.</summary>
internal static class EnumEmitter
{
    public static string Emit(ServiceContext context)
    {
        var code = Header.Sdk(context.Service, context.Names.Namespace, "Amazon.Runtime");
        foreach (var shape in context.Service.Shapes.Where(shape => shape.IsEnum).OrderBy(shape => shape.Name, StringComparer.Ordinal))
        {
            Enumeration(code, shape);
        }

        return code.ToString();
    }

    private static void Enumeration(CodeWriter code, ShapeModel shape)
    {
        var name = shape.Name;
        code.Line().Summary($"The values of {name}.").Open($"public class {name} : ConstantClass");
        foreach (var value in shape.EnumValues)
        {
            code.Summary($"The value {value}.")
                .Line($"public static readonly {name} {MemberNames.Constant(value)} = new {name}({Literals.Text(value)});")
                .Line();
        }

        code.Summary("Makes a value, also one that the model does not know.")
            .Line("/// <param name=\"value\">The value.</param>")
            .Line($"public {name}(string value)")
            .Inner(": base(value)")
            .Line("{")
            .Line("}")
            .Line()
            .Summary("Finds the constant of a value, or makes one.")
            .Line("/// <param name=\"value\">The value.</param>")
            .Line("/// <returns>The constant.</returns>")
            .Line($"public static {name} FindValue(string value) => FindValue<{name}>(value);")
            .Line()
            .Summary("Finds the constant of a value, or makes one.")
            .Line("/// <param name=\"value\">The value.</param>")
            .Line($"public static implicit operator {name}(string value) => FindValue(value);")
            .Close();
    }
}
