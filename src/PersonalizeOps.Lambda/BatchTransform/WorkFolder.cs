namespace PersonalizeOps.Lambda.BatchTransform;

/// <summary>A folder in the function's temporary storage, removed with what is in it.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("transform-").FullName;

    /// <summary>Gives the path of a file in the folder.</summary>
    public string PathOf(string name) => Path.Combine(_path, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_path, recursive: true);
}
