using System.Reflection;
using System.Runtime.Loader;

namespace PersonalizeOps.Lambda.Tests;

/// <summary>Loads from a folder and from .NET itself; what the tests have beside them is out of reach.</summary>
internal sealed class ManagedRuntime(string folder) : AssemblyLoadContext(isCollectible: true)
{
    private static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Combine(folder, $"{assemblyName.Name}.dll");
        if (File.Exists(path))
        {
            return LoadFromAssemblyPath(path);
        }

        return File.Exists(Path.Combine(Framework, $"{assemblyName.Name}.dll"))
            ? null
            : throw new FileNotFoundException($"The package lacks {assemblyName.FullName}.");
    }
}
