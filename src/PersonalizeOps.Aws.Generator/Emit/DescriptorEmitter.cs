using PersonalizeOps.Aws.Generator.Model;

namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>Emits the service's descriptor.</summary>
internal static class DescriptorEmitter
{
    public static string Emit(ServiceContext context)
    {
        var (names, service) = (context.Names, context.Service);
        var code = Header.Own(service, "PersonalizeOps.Aws.Protocols");
        code.Line()
            .Summary($"Describes {names.Name}.")
            .Open($"internal static class {names.Descriptor}")
            .Open("internal static ServiceDescriptor Service { get; } = new()")
            .Line($"Service = {Literals.Text(service.Service)},")
            .Line($"ServiceId = {Literals.Text(service.ServiceId)},")
            .Line($"ApiVersion = {Literals.Text(service.ApiVersion)},")
            .Line($"Protocol = WireProtocol.{Protocol(service.Protocol)},")
            .Line($"JsonVersion = {Literals.Text(service.JsonVersion)},")
            .Line($"TargetPrefix = {Literals.Text(service.TargetPrefix)},")
            .Line($"SigningName = {Literals.Text(service.SigningName)},")
            .Line($"EndpointPrefix = {Literals.Text(service.EndpointPrefix)},")
            .Open("Operations = new Dictionary<string, OperationDescriptor>(StringComparer.Ordinal)");
        foreach (var operation in service.Operations)
        {
            Operation(code, names.Shapes, operation);
        }

        return code.Close(",").Close(";").Close().ToString();
    }

    private static string Protocol(string protocol) => protocol switch
    {
        "json" => "Json",
        "query" => "Query",
        _ => "RestJson",
    };

    private static void Operation(CodeWriter code, string shapes, OperationModel operation)
    {
        code.Open($"[{Literals.Text(operation.Name)}] = new()")
            .Line($"Name = {Literals.Text(operation.Name)},")
            .Line($"HttpMethod = {Literals.Text(operation.HttpMethod)},")
            .Line($"Path = {Literals.Text(operation.Path)},");
        if (operation.SuccessStatus != 200)
        {
            code.Line($"SuccessStatus = {operation.SuccessStatus},");
        }

        if (operation.ResultWrapper is { } wrapper)
        {
            code.Line($"ResultWrapper = {Literals.Text(wrapper)},");
        }

        code.Line($"Input = {shapes}.{operation.Name}Request,");
        if (operation.Output is not null)
        {
            code.Line($"Output = {shapes}.{operation.Name}Response,");
        }

        code.Line($"Errors = [{string.Join(", ", operation.Errors.Select(error => $"{shapes}.{error}"))}],").Close(",");
    }
}
