using PersonalizeOps.Aws.Generator.Model;
using PersonalizeOps.Aws.Generator.Naming;

namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>XML documentation of an operation's method.</summary>
internal static class OperationDocs
{
    public static void Write(CodeWriter code, ServiceNames names, OperationModel operation)
    {
        code.Summary($"Calls {operation.Name}.")
            .Line("/// <param name=\"request\">The request.</param>")
            .Line("/// <param name=\"cancellationToken\">Stops the call.</param>")
            .Line("/// <returns>The response.</returns>");
        foreach (var error in operation.Errors)
        {
            var type = error.EndsWith("Exception", StringComparison.Ordinal) ? error : error + "Exception";
            code.Line($"/// <exception cref=\"{names.Namespace}.Model.{type}\">The service answered {error}.</exception>");
        }
    }
}
