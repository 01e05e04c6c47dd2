using PersonalizeOps.Aws.Generator.Model;
using PersonalizeOps.Aws.Generator.Naming;

namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>Emits paginators and their factory.</summary>
internal static class PaginatorEmitter
{
    public static string Emit(ServiceContext context)
    {
        var names = context.Names;
        var operations = context.Service.Operations.Where(operation => operation.Pagination is not null).ToArray();
        var code = Header.Sdk(context.Service, names.Namespace + ".Model", "Amazon.Runtime", "PersonalizeOps.Aws.Protocols");
        code.Line().Summary($"Makes paginators of {names.Name}.").Open($"public partial interface I{names.PaginatorFactory}");
        foreach (var operation in operations)
        {
            code.Summary($"Makes a paginator of {operation.Name}.")
                .Line("/// <param name=\"request\">The first request.</param>")
                .Line("/// <returns>The paginator; good for one walk.</returns>")
                .Line($"I{operation.Name}Paginator {operation.Name}({operation.Name}Request request);");
        }

        code.Close()
            .Line()
            .Summary($"Makes paginators of {names.Name}.")
            .Open($"internal sealed class {names.PaginatorFactory}({names.ClientInterface} client) : I{names.PaginatorFactory}");
        foreach (var operation in operations)
        {
            code.Line($"public I{operation.Name}Paginator {operation.Name}({operation.Name}Request request) =>")
                .Inner($"new {operation.Name}Paginator(client, request);");
        }

        code.Close();
        foreach (var operation in operations)
        {
            Paginator(code, context, operation, operation.Pagination!);
        }

        return code.ToString();
    }

    private static void Paginator(CodeWriter code, ServiceContext context, OperationModel operation, PaginationModel pagination)
    {
        var (name, response) = (operation.Name, operation.Name + "Response");
        code.Line()
            .Summary($"Walks the pages of {name}.")
            .Open($"public partial interface I{name}Paginator")
            .Summary("Gets the pages.")
            .Line($"IPaginatedEnumerable<{response}> Responses {{ get; }}");
        foreach (var key in pagination.ResultKeys)
        {
            code.Line().Summary($"Gets the entries of {key} of all pages.").Line($"{Enumerable(context, operation, key)} {MemberNames.Property(key)} {{ get; }}");
        }

        code.Close()
            .Line()
            .Summary($"Walks the pages of {name}.")
            .Open($"internal sealed class {name}Paginator({context.Names.ClientInterface} client, {name}Request request) : I{name}Paginator")
            .Line($"private readonly TokenPaginator<{name}Request, {response}> pages = new(")
            .Inner("request,")
            .Inner($"client.{name}Async,")
            .Inner($"static (request, token) => request.{MemberNames.Property(pagination.InputToken)} = token,")
            .Inner($"static response => response.{MemberNames.Property(pagination.OutputToken)});")
            .Line()
            .Line($"public IPaginatedEnumerable<{response}> Responses => new PaginatedResponse<{response}>(pages);");
        foreach (var key in pagination.ResultKeys)
        {
            var (property, element) = (MemberNames.Property(key), ElementType(context, operation, key));
            code.Line()
                .Line($"public {Enumerable(context, operation, key)} {property} =>")
                .Inner($"new PaginatedResultKeyResponse<{response}, {element}>(pages, static page => page.{property} ?? []);");
        }

        code.Close();
    }

    private static string Enumerable(ServiceContext context, OperationModel operation, string key) =>
        $"IPaginatedEnumerable<{ElementType(context, operation, key)}>";

    private static string ElementType(ServiceContext context, OperationModel operation, string key)
    {
        var list = context.Shape(context.Shape(operation.Output!).Members.First(member => member.Name == key).Shape);
        return TypeNames.Element(context, context.Shape(list.Element!));
    }
}
