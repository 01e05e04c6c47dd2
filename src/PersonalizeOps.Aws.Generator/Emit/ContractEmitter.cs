using PersonalizeOps.Aws.Generator.Model;

namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>Emits the server's contract: one method an operation and the table that dispatches to them.</summary>
internal static class ContractEmitter
{
    public static string Emit(ServiceContext context)
    {
        var (names, service) = (context.Names, context.Service);
        var code = Header.Own(service, $"{names.Namespace}.Model", "PersonalizeOps.Aws.Protocols");
        code.Line()
            .Summary($"What a server of {names.Name} may implement: an operation that is not overridden is not there.")
            .Open($"public abstract class {names.Contract}")
            .Summary("Gets the service's descriptor.")
            .Line($"public static ServiceDescriptor Descriptor => {names.Descriptor}.Service;")
            .Line()
            .Summary("Lists the operations that a server overrides, by name.")
            .Line("/// <param name=\"service\">The server's class.</param>")
            .Line("/// <returns>The operations' names.</returns>")
            .Line($"/// <exception cref=\"ArgumentException\">The class does not derive from this one.</exception>")
            .Line("public static IReadOnlyList<string> Implemented(Type service) =>")
            .Inner($"ContractCoverage.Implemented(Descriptor, typeof({names.Contract}), service);");
        Dispatch(code, service);
        foreach (var operation in service.Operations)
        {
            Method(code, operation);
        }

        return code.Close().ToString();
    }

    private static void Dispatch(CodeWriter code, ServiceModel service)
    {
        code.Line()
            .Summary("Calls an operation by its name.")
            .Line("/// <param name=\"operation\">The operation's name.</param>")
            .Line("/// <param name=\"input\">The request, an object of the operation's request class.</param>")
            .Line("/// <param name=\"context\">The call.</param>")
            .Line("/// <param name=\"cancellationToken\">Stops the call.</param>")
            .Line("/// <returns>The response; null when the operation answers nothing.</returns>")
            .Line("/// <exception cref=\"OperationNotImplementedException\">The operation is unknown or not overridden.</exception>")
            .Open("public async Task<object?> DispatchAsync(string operation, object input, CallContext context, CancellationToken cancellationToken)")
            .Open("switch (operation)");
        foreach (var operation in service.Operations)
        {
            var call = $"await {operation.Name}Async(({operation.Name}Request)input, context, cancellationToken).ConfigureAwait(false);";
            code.Line($"case {Literals.Text(operation.Name)}:");
            if (operation.Output is null)
            {
                code.Inner(call).Inner("return null;");
            }
            else
            {
                code.Inner($"return {call}");
            }
        }

        code.Line("default:").Inner("throw new OperationNotImplementedException(operation);").Close().Close();
    }

    private static void Method(CodeWriter code, OperationModel operation)
    {
        var result = operation.Output is null ? "Task" : $"Task<{operation.Name}Response>";
        code.Line()
            .Summary($"Serves {operation.Name}.")
            .Line("/// <param name=\"request\">The request, valid by the model.</param>")
            .Line("/// <param name=\"context\">The call.</param>")
            .Line("/// <param name=\"cancellationToken\">Stops the call.</param>")
            .Line($"/// <returns>{(operation.Output is null ? "The work." : "The response.")}</returns>")
            .Line("/// <exception cref=\"OperationNotImplementedException\">The server does not override this.</exception>")
            .Line($"public virtual {result} {operation.Name}Async(")
            .Inner($"{operation.Name}Request request, CallContext context, CancellationToken cancellationToken) =>")
            .Inner($"throw new OperationNotImplementedException({Literals.Text(operation.Name)});");
    }
}
