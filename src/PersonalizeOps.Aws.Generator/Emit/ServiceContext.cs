using PersonalizeOps.Aws.Generator.Model;
using PersonalizeOps.Aws.Generator.Naming;

namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>A service with its names and the classes to generate for it.</summary>
internal sealed class ServiceContext
{
    private readonly Dictionary<string, ShapeModel> _shapes;

    public ServiceContext(ServiceModel service)
    {
        Service = service;
        Names = ServiceNames.Of(service);
        _shapes = service.Shapes.ToDictionary(shape => shape.Name, StringComparer.Ordinal);
        Errors = [.. service.Shapes.Where(shape => shape.IsException).OrderBy(shape => shape.Name, StringComparer.Ordinal)];
        Classes = [.. OperationClasses().Concat(Structures())
            .GroupBy(generated => generated.Name, StringComparer.Ordinal)
            .Select(same => same.First())
            .OrderBy(generated => generated.Name, StringComparer.Ordinal)];
    }

    public ServiceModel Service { get; }

    public ServiceNames Names { get; }

    /// <summary>Gets the classes of the <c>Model</c> namespace except exceptions, by name.</summary>
    public IReadOnlyList<GeneratedClass> Classes { get; }

    /// <summary>Gets the shapes that become exceptions, by name.</summary>
    public IReadOnlyList<ShapeModel> Errors { get; }

    /// <summary>Gets a value indicating whether any operation comes in pages; the SDK has paginators only then.</summary>
    public bool HasPaginators => Service.Operations.Any(operation => operation.Pagination is not null);

    public ShapeModel Shape(string name) => _shapes[name];

    /// <summary>Names an exception's class.</summary>
    public static string ExceptionClass(ShapeModel shape) =>
        shape.Name.EndsWith("Exception", StringComparison.Ordinal) ? shape.Name : shape.Name + "Exception";

    private IEnumerable<GeneratedClass> OperationClasses()
    {
        foreach (var operation in Service.Operations)
        {
            yield return new GeneratedClass(
                operation.Name + "Request", ShapeOrEmpty(operation.Input), Names.Request, $"The request of {operation.Name}.");
            yield return new GeneratedClass(
                operation.Name + "Response",
                ShapeOrEmpty(operation.Output),
                "AmazonWebServiceResponse",
                $"The response of {operation.Name}.");
        }
    }

    // Inputs and outputs become structures of their own only where a member refers to them.
    private IEnumerable<GeneratedClass> Structures()
    {
        var referred = new HashSet<string>(Service.Shapes.SelectMany(shape => shape.Reaches), StringComparer.Ordinal);
        return Service.Shapes
            .Where(shape => shape.Type == "structure" && !shape.IsException && referred.Contains(shape.Name))
            .Select(shape => new GeneratedClass(shape.Name, shape, null, $"The structure {shape.Name}."));
    }

    private ShapeModel ShapeOrEmpty(string? name) => name is null
        ? new ShapeModel(string.Empty, "structure", null, null, null, false, default, default, null, null, null, null, null, false, 200, null)
        : Shape(name);
}
