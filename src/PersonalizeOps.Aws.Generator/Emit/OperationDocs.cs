using PersonalizeOps.Aws.Generator.Model;

namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>XML documentation of an operation's method.</summary>
internal static class OperationDocs
{
    public static void Write(CodeWriter code, ServiceContext context, OperationModel operation)
    {
        code.Summary($"Calls {operation.Name}.")
            .Line("/// <param name=\"request\">The request.</param>")
            .Line("/// <param name=\"cancellationToken\">Stops the call.</param>")
            .Line("/// <returns>The response.</returns>");
        foreach (var error in operation.Errors)
        {
            var type = ServiceContext.ExceptionClass(context.Shape(error));
            code.Line($"/// <exception cref=\"{context.Names.Namespace}.Model.{type}\">The service answered {error}.</exception>");
        }
    }
}
