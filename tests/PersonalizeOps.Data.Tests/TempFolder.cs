namespace PersonalizeOps.Data.Tests;

/// <summary>A folder of one test, removed with what is in it.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("personalize-data-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>The names of all files, hidden ones included.</summary>
    public string[] FileNames =>
        [.. Directory.EnumerateFiles(Path, "*", new EnumerationOptions { AttributesToSkip = 0 })
            .Select(f => System.IO.Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
