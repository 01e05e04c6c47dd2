using PersonalizeOps.Binding;
using PersonalizeOps.Data;

namespace PersonalizeOps.Connection;

/// <summary>Finds and reads film titles, once per connection and source.</summary>
internal sealed class Titles(PersonalizeApi api, Action<string> warn)
{
    /// <summary>The titles of a file that the user names, local or on S3.</summary>
    public async Task<MovieCatalog?> FromFileAsync(string path, CancellationToken cancellationToken)
    {
        if (S3Uri.IsS3Uri(path))
            return await FromS3Async(S3Uri.Parse(path), cancellationToken);
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new FileNotFoundException($"There is no file {path}.", path);
        return await OnceAsync($"{path}|{file.Length}|{file.LastWriteTimeUtc.Ticks}", () => Task.Run(MovieCatalog? () => MovieCatalog.Load(path)));
    }

    /// <summary>The titles of the newest finished import into the Items dataset of a dataset group; null, with a warning, when there is none.</summary>
    public async Task<MovieCatalog?> FromDatasetGroupAsync(string datasetGroupArn, CancellationToken cancellationToken)
    {
        var datasets = await api.ListDatasetsAsync(datasetGroupArn, cancellationToken);
        var items = datasets.FirstOrDefault(dataset => DatasetTypeNames.Of(dataset.DatasetArn) == "Items");
        var import = items is null ? null : await api.FindNewestImportAsync(items.DatasetArn, cancellationToken);
        if (import?.DataLocation is { } location)
            return await FromS3Async(S3Uri.Parse(location), cancellationToken);
        warn($"No titles: dataset group {ResourceArn.NameOf(datasetGroupArn)} has no finished import of Items. -MoviesPath names a file with titles.");
        return null;
    }

    private Task<MovieCatalog?> FromS3Async(S3Uri uri, CancellationToken cancellationToken) => OnceAsync(uri.ToString(), async () =>
    {
        var files = new S3Files(api);
        var parts = uri.Key.Length == 0 || uri.Key.EndsWith('/')
            ? (await files.ListAsync(uri, cancellationToken)).Where(part => part.Key.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            : [uri];
        List<MovieCatalog> catalogs = [];
        foreach (var part in parts)
        {
            await using var stream = await files.OpenReadAsync(part, cancellationToken);
            catalogs.Add(await Task.Run(() => MovieCatalog.Load(stream, part.ToString()), cancellationToken));
        }

        return MovieCatalog.Combine(catalogs);
    });

    /// <summary>A failure is not kept: the next call tries again.</summary>
    private async Task<MovieCatalog?> OnceAsync(string key, Func<Task<MovieCatalog?>> read)
    {
        var cache = api.Connection.Titles;
        var entry = cache.GetOrAdd(key, _ => new Lazy<Task<MovieCatalog?>>(read));
        try
        {
            return await entry.Value;
        }
        catch
        {
            cache.TryRemove(key, out _);
            throw;
        }
    }
}
