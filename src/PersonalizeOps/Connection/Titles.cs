using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Data;
using PersonalizeOps.Errors;

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
        var items = datasets.FirstOrDefault(dataset => DatasetTypeNames.Of(dataset.Arn) == "Items");
        var import = items is null ? null : await api.FindNewestImportAsync(items.Arn, cancellationToken);
        if (import?.DataLocation is { } location)
            return await FromS3Async(S3Uri.Parse(location), cancellationToken);
        warn($"No titles: dataset group {ResourceArn.NameOf(datasetGroupArn)} has no finished import of Items. -MoviesPath names a file with titles.");
        return null;
    }

    /// <summary>Reads the objects anew only when one of them changed, which its ETag tells.</summary>
    private async Task<MovieCatalog?> FromS3Async(S3Uri uri, CancellationToken cancellationToken)
    {
        var files = new S3Files(api);
        var isFolder = uri.Key.Length == 0 || uri.Key.EndsWith('/');
        var parts = (await files.ListObjectsAsync(uri, cancellationToken))
            .Where(item => isFolder ? item.Key.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) : item.Key == uri.Key)
            .ToList();
        if (parts.Count == 0)
            throw new PersonalizeException("FileNotFound", ErrorCategory.ObjectNotFound, $"There is no file with titles at {uri}.", uri.ToString(),
                "Name another with -MoviesPath.");
        return await OnceAsync($"{uri}|{string.Join('|', parts.Select(part => part.ETag))}", async () =>
        {
            List<MovieCatalog> catalogs = [];
            foreach (var part in parts.Select(item => new S3Uri(uri.Bucket, item.Key)))
            {
                await using var stream = await files.OpenReadAsync(part, cancellationToken);
                catalogs.Add(await Task.Run(() => MovieCatalog.Load(stream, part.ToString()), cancellationToken));
            }

            return MovieCatalog.Combine(catalogs);
        });
    }

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
