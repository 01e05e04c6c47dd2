using PersonalizeOps.Aws.Generator.Model;
using PersonalizeOps.Aws.Generator.Naming;

namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>Emits the shape descriptors.</summary>
internal static class ShapeEmitter
{
    public static string Emit(ServiceContext context)
    {
        var names = context.Names;
        var code = Header.Internal(
            context.Service, $"E = {names.Namespace}", $"M = {names.Namespace}.Model", "Amazon.Runtime", "PersonalizeOps.Aws.Protocols");
        code.Line().Summary($"The shapes of {names.Name}.").Open($"internal static class {names.Shapes}");
        foreach (var shape in context.Service.Shapes.Where(shape => shape.Type != "structure"))
        {
            Simple(code, context, shape);
        }

        foreach (var generated in context.Classes)
        {
            var name = generated.Name;
            code.Line()
                .Line($"internal static readonly StructureShape {name} = new({Literals.Text(name)}, static () => new M.{name}(), static () =>");
            Members(code, context, $"M.{name}", generated.Shape.Members, Options(generated.Shape));
        }

        foreach (var error in context.Errors)
        {
            var type = $"M.{ServiceContext.ExceptionClass(error)}";
            code.Line()
                .Line($"internal static readonly ErrorShape {error.Name} = new(")
                .Inner($"{Literals.Text(error.Name)},")
                .Inner("static (message, code, status, requestId, inner) =>")
                .Inner($"    new {type}(message, inner, ErrorType.Unknown, code, requestId, status),")
                .Inner("static () =>");
            Members(code, context, type, error.Members.Where(ExceptionEmitter.IsExtra), ErrorOptions(error));
        }

        return code.Close().ToString();
    }

    private static void Simple(CodeWriter code, ServiceContext context, ShapeModel shape)
    {
        var name = Literals.Text(shape.Name);
        var (type, arguments) = shape.Type switch
        {
            "list" => ("ListShape", $"{name}, static () => {Literals.Identifier(shape.Element!)}, static () => new {TypeNames.Qualified(context, shape)}()"),
            "map" => (
                "MapShape",
                $"{name}, static () => {Literals.Identifier(shape.Key!)}, static () => {Literals.Identifier(shape.Element!)}, static () => new {TypeNames.Qualified(context, shape)}()"),
            _ => ("Shape", $"{name}, ShapeKind.{MemberNames.Property(shape.Type)}"),
        };
        code.Line($"internal static readonly {type} {Literals.Identifier(shape.Name)} = new({arguments}){Options(shape)};");
    }

    private static void Members(CodeWriter code, ServiceContext context, string type, IEnumerable<MemberModel> members, string options)
    {
        code.Line("[");
        foreach (var member in members)
        {
            Member(code, context, type, member);
        }

        code.Line($"]){options};");
    }

    private static void Member(CodeWriter code, ServiceContext context, string type, MemberModel member)
    {
        var shape = context.Shape(member.Shape);
        var target = $"(({type})o).{MemberNames.Property(member.Name)}";
        var (get, set) = shape.IsEnum
            ? ($"{target}?.Value", $"{target} = EnumValue.Of((string)v, E.{shape.Name}.FindValue, static t => new E.{shape.Name}(t))")
            : (target, $"{target} = ({TypeNames.Qualified(context, shape)}{(TypeNames.IsValueType(shape) ? "?" : string.Empty)})v");
        var options = new List<string>();
        if (member.Required)
        {
            options.Add("Required = true");
        }

        if (member.Location is { } location)
        {
            options.Add($"Location = MemberLocation.{Location(location)}");
        }

        if (member.LocationName is { } name)
        {
            options.Add($"LocationName = {Literals.Text(name)}");
        }

        if (member.JsonValue)
        {
            options.Add("JsonValue = true");
        }

        code.Inner($"new({Literals.Text(member.Name)}, static () => {Literals.Identifier(member.Shape)}, static o => {get}, static (o, v) => {set}){Braces(options)},");
    }

    private static string Location(string location) => location switch
    {
        "querystring" => "QueryString",
        _ => MemberNames.Property(location),
    };

    private static string Options(ShapeModel shape)
    {
        var options = new List<string>();
        if (shape.Min is { } min)
        {
            options.Add($"Min = {Literals.Number(min)}");
        }

        if (shape.Max is { } max)
        {
            options.Add($"Max = {Literals.Number(max)}");
        }

        if (shape.Pattern is { } pattern)
        {
            options.Add($"Pattern = {Literals.Text(pattern)}");
        }

        if (shape.IsEnum)
        {
            options.Add($"EnumValues = [{string.Join(", ", shape.EnumValues.Select(Literals.Text))}]");
        }

        if (shape.KeyName is { } key)
        {
            options.Add($"KeyName = {Literals.Text(key)}");
        }

        if (shape.ValueName is { } value)
        {
            options.Add($"ValueName = {Literals.Text(value)}");
        }

        if (shape.Sensitive)
        {
            options.Add("Sensitive = true");
        }

        if (shape.Payload is { } payload)
        {
            options.Add($"Payload = {Literals.Text(payload)}");
        }

        return Braces(options);
    }

    private static string ErrorOptions(ShapeModel error)
    {
        var options = new List<string> { $"HttpStatus = {error.HttpStatus}" };
        if (error.ErrorCode is { } code)
        {
            options.Insert(0, $"Code = {Literals.Text(code)}");
        }

        return Braces(options);
    }

    private static string Braces(List<string> options) =>
        options.Count == 0 ? string.Empty : $" {{ {string.Join(", ", options)} }}";
}
