namespace PersonalizeOps.Server.Services.S3;

/// <summary>The table of S3's operations: all of them by name, those built here with their class.</summary>
internal sealed class S3Operations
{
    private readonly IReadOnlyList<S3Route> _routes;
    private readonly Dictionary<string, IS3Operation> _built;

    /// <summary>Initializes a new instance of the <see cref="S3Operations"/> class.</summary>
    /// <param name="services">Makes the operations.</param>
    public S3Operations(IServiceProvider services)
    {
        _built = Types().ToDictionary(type => type.Name, type => (IS3Operation)ActivatorUtilities.CreateInstance(services, type));
        _routes = ReadRoutes();
        var strangers = _built.Keys.Except(_routes.Select(route => route.Operation)).ToList();
        if (strangers.Count > 0)
        {
            throw new InvalidOperationException($"Operations.txt does not know {string.Join(", ", strangers)}.");
        }
    }

    /// <summary>Gets the names of all operations of S3.</summary>
    public IEnumerable<string> Names => _routes.Select(route => route.Operation);

    /// <summary>Gets the names of those that are built.</summary>
    public IEnumerable<string> Built => _built.Keys;

    /// <summary>Names the operation a request means.</summary>
    /// <exception cref="ServiceError">MethodNotAllowed: none.</exception>
    public string Resolve(S3Request request)
    {
        S3Route? best = null;
        foreach (var route in _routes)
        {
            if (route.Matches(request) && !(best?.Marks.Count >= route.Marks.Count))
            {
                best = route;
            }
        }

        return best?.Operation ?? throw Errors.MethodNotAllowed(request.Method);
    }

    /// <summary>Finds an operation.</summary>
    /// <exception cref="ServiceError">NotImplemented.</exception>
    public IS3Operation Find(string name) => _built.TryGetValue(name, out var operation) ? operation : throw Errors.NotImplemented("s3", name);

    private static IEnumerable<Type> Types() =>
        typeof(IS3Operation).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IS3Operation)));

    private static List<S3Route> ReadRoutes()
    {
        using var text = new StreamReader(typeof(S3Operations).Assembly.GetManifestResourceStream("PersonalizeOps.Server.Services.S3.Operations.txt")!);
        return [.. text.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(S3Route.Parse)];
    }
}
