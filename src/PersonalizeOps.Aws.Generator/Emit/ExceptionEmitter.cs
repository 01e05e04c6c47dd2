using PersonalizeOps.Aws.Generator.Model;

namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>Emits the base exception and one exception an error.</summary>
internal static class ExceptionEmitter
{
    public static string Emit(ServiceContext context)
    {
        var names = context.Names;
        var code = Header.SdkBlock(context.Service, names.Namespace, "System.Net", "Amazon.Runtime");
        Exception(code, names.Exception, "AmazonServiceException", $"An error that {names.Name} answered.", []);
        code.Close().Close().Line().Open($"namespace {names.Namespace}.Model");
        var first = true;
        foreach (var error in context.Errors)
        {
            if (!first)
            {
                code.Line();
            }

            first = false;
            Exception(code, ServiceContext.ExceptionClass(error), names.Exception, $"The error {error.Name}.", error.Members.Where(IsExtra), context);
            code.Close();
        }

        return code.Close().ToString();
    }

    /// <summary>Tells whether a member is more than the message, which <see cref="System.Exception"/> has already.</summary>
    public static bool IsExtra(MemberModel member) => !member.Name.Equals("message", StringComparison.OrdinalIgnoreCase);

    private static void Exception(
        CodeWriter code, string name, string @base, string summary, IEnumerable<MemberModel> members, ServiceContext? context = null)
    {
        const string Message = "/// <param name=\"message\">The message.</param>";
        const string Inner = "/// <param name=\"innerException\">The cause.</param>";
        const string Rest = "ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode";
        string[] rest =
        [
            "/// <param name=\"errorType\">Whose fault it is.</param>",
            "/// <param name=\"errorCode\">The error's code.</param>",
            "/// <param name=\"requestId\">The request's id.</param>",
            "/// <param name=\"statusCode\">The HTTP status.</param>",
        ];
        code.Summary(summary).Open($"public partial class {name} : {@base}");
        Constructor(code, name, "string message", "message", Message);
        Constructor(code.Line(), name, "string message, Exception innerException", "message, innerException", Message, Inner);
        Constructor(code.Line(), name, "Exception innerException", "innerException", Inner);
        Constructor(
            code.Line(), name, $"string message, {Rest}", "message, errorType, errorCode, requestId, statusCode", [Message, .. rest]);
        Constructor(
            code.Line(),
            name,
            $"string message, Exception innerException, {Rest}",
            "message, innerException, errorType, errorCode, requestId, statusCode",
            [Message, Inner, .. rest]);
        if (context is not null && members.Any())
        {
            ClassEmitter.Properties(code.Line(), context, members);
        }
    }

    private static void Constructor(CodeWriter code, string name, string parameters, string arguments, params string[] docs)
    {
        code.Summary("Makes the exception.");
        foreach (var doc in docs)
        {
            code.Line(doc);
        }

        code.Line($"public {name}({parameters})").Inner($": base({arguments})").Line("{").Line("}");
    }
}
