using System.Reflection;
using System.Runtime.InteropServices;
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
        string[] names = [unmanagedDllName, $"{unmanagedDllName}.so", $"{unmanagedDllName}.dylib", $"{unmanagedDllName}.dll"];
        foreach (var path in NativeFolders().SelectMany(folder => names.Select(name => Path.Join(folder, name))))
        {
            if (File.Exists(path))
                return LoadUnmanagedDllFromPath(path);
        }

        return 0;
    }

    /// <summary>Where packages keep what is compiled for this machine, the most telling name of the platform first.</summary>
    private IEnumerable<string> NativeFolders()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        var processor = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        return new[] { RuntimeInformation.RuntimeIdentifier, $"{system}-{processor}", system }
            .Select(platform => Path.Join(_folder, "runtimes", platform, "native"));
    }
}
