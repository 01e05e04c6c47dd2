namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>Emits the config, the request base class and the metadata.</summary>
internal static class ConfigEmitter
{
    public static string Emit(ServiceContext context)
    {
        var (names, service) = (context.Names, context.Service);
        var code = Header.SdkBlock(
            service,
            names.Namespace,
            "Amazon.Runtime",
            "Amazon.Runtime.Endpoints",
            "Amazon.Runtime.Internal",
            "Amazon.Util.Internal",
            "PersonalizeOps.Aws.Protocols");
        Config(code, context);
        return code.Line()
            .Summary($"The base of all requests to {names.Name}.")
            .Open($"public partial class {names.Request} : AmazonWebServiceRequest")
            .Close()
            .Close()
            .Line()
            .Open($"namespace {names.Namespace}.Internal")
            .Summary($"What the SDK's pipeline tells of {names.Name} in user agent and telemetry.")
            .Open($"public partial class {names.Metadata} : IServiceMetadata")
            .Line("/// <inheritdoc/>")
            .Line($"public string ServiceId => {Literals.Text(service.ServiceId)};")
            .Line()
            .Line("/// <inheritdoc/>")
            .Line("public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(0);")
            .Close()
            .Close()
            .ToString();
    }

    private static void Config(CodeWriter code, ServiceContext context)
    {
        var (names, service) = (context.Names, context.Service);
        code.Summary($"The settings of {names.ClientClass}.")
            .Open($"public partial class {names.Config} : ClientConfig")
            .Line("private static readonly string userAgent = InternalSDKUtils.BuildUserAgentString(")
            .Inner($"{Literals.Text(service.ServiceId.Replace(' ', '_'))}, typeof({names.Config}).Assembly.GetName().Version.ToString(3));")
            .Line()
            .Summary("Makes settings with AWS's defaults.")
            .Line($"public {names.Config}()")
            .Inner(": base(ClientDefaults.DefaultConfigurations())")
            .Open(string.Empty)
            .Line($"base.ServiceId = {Literals.Text(service.ServiceId)};")
            .Line($"AuthenticationServiceName = {Literals.Text(service.SigningName)};")
            .Line($"EndpointProvider = new ServiceEndpointProvider({Literals.Text(service.EndpointPrefix)}{(service.HasGlobalEndpoint ? ", isGlobal: true" : string.Empty)});")
            .Close()
            .Line()
            .Summary("Gets the service's id.")
            .Line($"public static new string ServiceId => {Literals.Text(service.ServiceId)};")
            .Line()
            .Summary("Gets the service's name in the region table.")
            .Line($"public override string RegionEndpointServiceName => {Literals.Text(service.EndpointPrefix)};")
            .Line()
            .Summary("Gets the API's version.")
            .Line($"public override string ServiceVersion => {Literals.Text(service.ApiVersion)};")
            .Line()
            .Summary("Gets the user agent.")
            .Line("public override string UserAgent => userAgent;")
            .Line()
            .Summary("Gives the endpoint that a request would go to.")
            .Line("/// <param name=\"parameters\">The request.</param>")
            .Line("/// <returns>The endpoint.</returns>")
            .Line("public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>")
            .Inner("ServiceEndpointResolver.Resolve(this, parameters);")
            .Close();
    }
}
