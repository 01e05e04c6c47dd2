namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>Emits the client's interface.</summary>
internal static class InterfaceEmitter
{
    public static string Emit(ServiceContext context)
    {
        var names = context.Names;
        var code = Header.Sdk(
            context.Service, names.Namespace, "Amazon.Runtime", "Amazon.Runtime.Endpoints", $"{names.Namespace}.Model");
        code.Line()
            .Summary($"The operations of {names.Name}.")
            .Open($"public partial interface {names.ClientInterface} : IAmazonService, IDisposable");
        if (context.HasPaginators)
        {
            code.Summary("Gets the paginators.").Line($"I{names.PaginatorFactory} Paginators {{ get; }}").Line();
        }

        foreach (var operation in context.Service.Operations)
        {
            OperationDocs.Write(code, context, operation);
            code.Line($"Task<{operation.Name}Response> {operation.Name}Async(")
                .Inner($"{operation.Name}Request request, CancellationToken cancellationToken = default);")
                .Line();
        }

        return code.Summary("Gives the endpoint that a request would go to.")
            .Line("/// <param name=\"request\">The request.</param>")
            .Line("/// <returns>The endpoint.</returns>")
            .Line("Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);")
            .Line()
            .Line($"static ClientConfig IAmazonService.CreateDefaultClientConfig() => new {names.Config}();")
            .Line()
            .Open("static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)")
            .Open($"if (clientConfig is not {names.Config} config)")
            .Line($"throw new AmazonClientException($\"ClientConfig is not of type {{nameof({names.Config})}}.\");")
            .Close()
            .Line()
            .Line("return awsCredentials is null")
            .Inner($"? new {names.ClientClass}(config)")
            .Inner($": new {names.ClientClass}(awsCredentials, config);")
            .Close()
            .Close()
            .ToString();
    }
}
