using PersonalizeOps.Aws.Generator.Model;
using PersonalizeOps.Aws.Generator.Naming;

namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>Emits the client.</summary>
internal static class ClientEmitter
{
    public static string Emit(ServiceContext context)
    {
        var names = context.Names;
        var code = Header.Sdk(
            context.Service,
            names.Namespace,
            "Amazon.Runtime",
            "Amazon.Runtime.Endpoints",
            "Amazon.Runtime.Internal",
            $"{names.Namespace}.Internal",
            $"{names.Namespace}.Model",
            "PersonalizeOps.Aws.Contracts",
            "PersonalizeOps.Aws.Protocols");
        code.Line()
            .Summary($"Calls {names.Name}. Thread-safe; make one and share it.")
            .Open($"public partial class {names.ClientClass} : AmazonServiceClient, {names.ClientInterface}")
            .Line($"private static readonly IServiceMetadata serviceMetadata = new {names.Metadata}();");
        Constructors(code, names);
        if (context.HasPaginators)
        {
            code.Line()
                .Summary("Gets the paginators.")
                .Line($"public I{names.PaginatorFactory} Paginators => field ??= new {names.PaginatorFactory}(this);");
        }

        Pipeline(code, names);
        foreach (var operation in context.Service.Operations)
        {
            Operation(code, context, operation);
        }

        return code.Close().ToString();
    }

    private static void Constructors(CodeWriter code, ServiceNames names)
    {
        const string Region = "<param name=\"region\">The region.</param>";
        const string Config = "<param name=\"clientConfig\">The client's settings.</param>";
        const string Credentials = "<param name=\"credentials\">The credentials.</param>";
        const string Key = "<param name=\"awsAccessKeyId\">The access key id.</param>";
        const string Secret = "<param name=\"awsSecretAccessKey\">The secret access key.</param>";
        const string Token = "<param name=\"awsSessionToken\">The session token.</param>";
        var config = names.Config;
        Constructor(code, names, string.Empty, $"base(new {config}())");
        Constructor(code, names, "RegionEndpoint region", $"base(new {config} {{ RegionEndpoint = region }})", Region);
        Constructor(code, names, $"{config} config", "base(config)", "<param name=\"config\">The client's settings.</param>");

        const string Given = "AWSCredentials credentials";
        Constructor(code, names, Given, $"this(credentials, new {config}())", Credentials);
        Constructor(
            code, names, $"{Given}, RegionEndpoint region", $"this(credentials, new {config} {{ RegionEndpoint = region }})", Credentials, Region);
        Constructor(code, names, $"{Given}, {config} clientConfig", "base(credentials, clientConfig)", Credentials, Config);

        foreach (var token in new[] { false, true })
        {
            var parameters = "string awsAccessKeyId, string awsSecretAccessKey" + (token ? ", string awsSessionToken" : string.Empty);
            var arguments = "awsAccessKeyId, awsSecretAccessKey" + (token ? ", awsSessionToken" : string.Empty);
            string[] docs = token ? [Key, Secret, Token] : [Key, Secret];
            Constructor(code, names, parameters, $"this({arguments}, new {config}())", docs);
            Constructor(
                code,
                names,
                $"{parameters}, RegionEndpoint region",
                $"this({arguments}, new {config} {{ RegionEndpoint = region }})",
                [.. docs, Region]);
            Constructor(code, names, $"{parameters}, {config} clientConfig", $"base({arguments}, clientConfig)", [.. docs, Config]);
        }
    }

    private static void Constructor(CodeWriter code, ServiceNames names, string parameters, string initializer, params string[] docs)
    {
        code.Line().Summary(parameters.Contains("redentials") || parameters.Contains("awsAccessKeyId")
            ? "Makes a client with given credentials."
            : "Makes a client that finds its credentials as AWS SDKs do: environment, profile, container, instance.");
        foreach (var doc in docs)
        {
            code.Line($"/// {doc}");
        }

        code.Line($"public {names.ClientClass}({parameters})").Inner($": {initializer}").Line("{").Line("}");
    }

    private static void Pipeline(CodeWriter code, ServiceNames names)
    {
        code.Line()
            .Line("/// <inheritdoc/>")
            .Line("protected override IServiceMetadata ServiceMetadata => serviceMetadata;")
            .Line()
            .Summary("Gives the endpoint that a request would go to.")
            .Line("/// <param name=\"request\">The request.</param>")
            .Line("/// <returns>The endpoint.</returns>")
            .Line("public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>")
            .Inner("Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));")
            .Line()
            .Line("/// <inheritdoc/>")
            .Line("protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => ClientDefaults.Customize(pipeline);")
            .Line()
            .Line("private static AmazonServiceException CreateError(")
            .Inner("string message, string code, System.Net.HttpStatusCode status, string requestId, Exception inner) =>")
            .Inner($"new {names.Exception}(message, inner, ErrorType.Unknown, code, requestId, status);")
            .Line()
            .Line("private static InvokeOptionsBase Options<TResponse>(string operation)")
            .Inner("where TResponse : AmazonWebServiceResponse, new() =>")
            .Inner($"ProtocolOptions.For<TResponse>({names.Descriptor}.Service, operation, CreateError);");
    }

    private static void Operation(CodeWriter code, ServiceContext context, OperationModel operation)
    {
        var response = operation.Name + "Response";
        code.Line();
        OperationDocs.Write(code, context, operation);
        code.Line($"public virtual Task<{response}> {operation.Name}Async(")
            .Inner($"{operation.Name}Request request, CancellationToken cancellationToken = default) =>")
            .Inner($"InvokeAsync<{response}>(request, Options<{response}>({Literals.Text(operation.Name)}), cancellationToken);");
    }
}
