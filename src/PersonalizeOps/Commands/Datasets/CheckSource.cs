namespace PersonalizeOps.Commands.Datasets;

/// <summary>A CSV file to check, local or on S3.</summary>
/// <param name="File">The path or S3 URI.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Open">Opens it for reading.</param>
/// <param name="ReadSchema">Reads the schema file beside it; null when there is none.</param>
internal sealed record CheckSource(
    string File, long Length, Func<CancellationToken, Task<Stream>> Open, Func<CancellationToken, Task<string?>> ReadSchema)
{
    /// <summary>The name without its folder.</summary>
    public string Name => File[(File.LastIndexOfAny(['/', '\\']) + 1)..];
}
