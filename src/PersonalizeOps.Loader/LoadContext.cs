using System.Reflection;
using System.Runtime.Loader;

namespace PersonalizeOps.Loader;

/// <summary>
/// The load context of the module: its assemblies live here, so that another version of the same library in the session
/// does not meet ours. It probes the module's own folder only; everything else comes from PowerShell.
/// </summary>
public sealed class LoadContext : AssemblyLoadContext
{
    private static readonly Lock Gate = new();
    private static Assembly? _module;

    private readonly Assembly _loader = typeof(LoadContext).Assembly;
    private readonly string _folder;

    private LoadContext(string folder)
        : base("PersonalizeOps", isCollectible: false) => _folder = folder;

    /// <summary>The cmdlet assembly, loaded once per process from the folder that holds the loader.</summary>
    /// <returns>The assembly to hand to <c>Import-Module -Assembly</c>.</returns>
    /// <exception cref="FileNotFoundException">PersonalizeOps.dll is not beside the loader.</exception>
    public static Assembly LoadModule()
    {
        lock (Gate)
        {
            if (_module is null)
            {
                var folder = Path.GetDirectoryName(typeof(LoadContext).Assembly.Location)!;
                _module = new LoadContext(folder).LoadFromAssemblyPath(Path.Join(folder, "PersonalizeOps.dll"));
            }

            return _module;
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (AssemblyName.ReferenceMatchesDefinition(_loader.GetName(), assemblyName))
            return _loader;

        var path = Path.Join(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        foreach (var name in new[] { unmanagedDllName, $"lib{unmanagedDllName}.so", $"lib{unmanagedDllName}.dylib", $"{unmanagedDllName}.dll" })
        {
            var path = Path.Join(_folder, name);
            if (File.Exists(path))
                return LoadUnmanagedDllFromPath(path);
        }

        return 0;
    }
}
