using System.Collections.Immutable;

namespace PersonalizeOps.Aws.Generator.Model;

/// <summary>Cuts a service down to the listed operations and the shapes they reach.</summary>
internal static class ServiceSelection
{
    /// <summary>Selects; a service of which nothing is listed is left out, as is a second model of one service.</summary>
    public static IEnumerable<ServiceModel> Select(ImmutableArray<ModelFile> files, ImmutableArray<OperationList> lists) =>
        files.Select(file => file.Service)
            .OfType<ServiceModel>()
            .GroupBy(service => service.Service, StringComparer.Ordinal)
            .Select(services => Select(services.First(), lists))
            .OfType<ServiceModel>();

    private static ServiceModel? Select(ServiceModel service, ImmutableArray<OperationList> lists)
    {
        var wanted = new HashSet<string>(
            lists.SelectMany(list => list.Lines).Where(line => line.Service == service.Service).Select(line => line.Operation!),
            StringComparer.Ordinal);
        var operations = service.Operations.Where(operation => wanted.Contains(operation.Name)).ToArray();
        if (operations.Length == 0)
        {
            return null;
        }

        var reached = Reach(service, operations);
        return service with
        {
            Operations = operations,
            Shapes = service.Shapes.Where(shape => reached.Contains(shape.Name)).ToArray(),
        };
    }

    private static HashSet<string> Reach(ServiceModel service, OperationModel[] operations)
    {
        var shapes = service.Shapes.ToDictionary(shape => shape.Name, StringComparer.Ordinal);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(operations.SelectMany(
            operation => operation.Errors.Concat(new[] { operation.Input, operation.Output }.OfType<string>())));
        while (open.Count > 0)
        {
            var name = open.Pop();
            if (reached.Add(name))
            {
                foreach (var next in shapes[name].Reaches)
                {
                    open.Push(next);
                }
            }
        }

        return reached;
    }
}
