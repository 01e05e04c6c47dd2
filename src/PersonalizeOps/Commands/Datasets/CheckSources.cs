using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Connection;
using PersonalizeOps.Data;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Commands.Datasets;

/// <summary>Finds the CSV files that a path names: a file, the datasets in a folder, an object or the datasets below a key.</summary>
internal static class CheckSources
{
    private const string SchemaSuffix = ".schema.json";

    /// <summary>The file of a local path, or the CSV files of a folder whose names tell what they hold.</summary>
    /// <param name="path">A full path.</param>
    /// <param name="type">Which files of a folder; null for all.</param>
    /// <exception cref="PersonalizeException">There is none.</exception>
    public static IReadOnlyList<CheckSource> FindLocal(string path, DatasetType? type)
    {
        if (File.Exists(path))
            return [Local(path)];
        if (!Directory.Exists(path))
            throw new PersonalizeException("FileNotFound", ErrorCategory.ObjectNotFound, $"There is no file or folder {path}.", path, "Check the path.");
        var found = Directory.EnumerateFiles(path, "*.csv").Where(file => IsOf(file, type)).Order(StringComparer.Ordinal).ToList();
        return found.Count > 0 ? [.. found.Select(Local)] : throw Nothing(path);
    }

    /// <summary>The object of an S3 URI, or the CSV objects directly below it whose names tell what they hold.</summary>
    /// <param name="files">The connection's objects.</param>
    /// <param name="uri">The object or folder.</param>
    /// <param name="type">Which objects of a folder; null for all.</param>
    /// <param name="cancellationToken">Cancelled when the pipeline stops.</param>
    /// <exception cref="PersonalizeException">There is none.</exception>
    public static async Task<IReadOnlyList<CheckSource>> FindS3Async(S3Files files, S3Uri uri, DatasetType? type, CancellationToken cancellationToken)
    {
        var objects = (await files.ListObjectsAsync(uri, cancellationToken)).ToDictionary(item => item.Key, item => item.Size ?? 0, StringComparer.Ordinal);
        if (objects.TryGetValue(uri.Key, out var length) && !uri.Key.EndsWith('/'))
        {
            var beside = (await files.ListAsync(new S3Uri(uri.Bucket, SchemaPath(uri.Key)), cancellationToken)).Count > 0;
            return [Remote(files, uri, length, beside)];
        }

        if (objects.Count == 0)
            throw new PersonalizeException("ObjectNotFound", ErrorCategory.ObjectNotFound, $"There is no object {uri}, and none below it.", uri.ToString(), "Check the URI.");
        var folder = uri.Key.Length == 0 || uri.Key.EndsWith('/') ? uri.Key : uri.Key + "/";
        var found = objects.Keys
            .Where(key => key.StartsWith(folder, StringComparison.Ordinal) && !key[folder.Length..].Contains('/', StringComparison.Ordinal))
            .Where(key => key.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && IsOf(key, type))
            .Order(StringComparer.Ordinal).ToList();
        return found.Count > 0
            ? [.. found.Select(key => Remote(files, new S3Uri(uri.Bucket, key), objects[key], objects.ContainsKey(SchemaPath(key))))]
            : throw Nothing(uri.ToString());
    }

    private static bool IsOf(string file, DatasetType? type) => DatasetCheck.TypeOfName(file) is { } named && (type is null || named == type);

    private static CheckSource Local(string path) => new(
        path,
        new FileInfo(path).Length,
        _ => Task.FromResult<Stream>(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0)),
        async cancellationToken => File.Exists(SchemaPath(path)) ? await File.ReadAllTextAsync(SchemaPath(path), cancellationToken) : null);

    private static CheckSource Remote(S3Files files, S3Uri uri, long length, bool hasSchema) => new(
        uri.ToString(),
        length,
        cancellationToken => files.OpenReadAsync(uri, cancellationToken),
        cancellationToken => hasSchema ? ReadAsync(files, new S3Uri(uri.Bucket, SchemaPath(uri.Key)), cancellationToken) : Task.FromResult<string?>(null));

    private static async Task<string?> ReadAsync(S3Files files, S3Uri uri, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await files.OpenReadAsync(uri, cancellationToken));
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static string SchemaPath(string path) => Path.ChangeExtension(path, null) + SchemaSuffix;

    private static PersonalizeException Nothing(string path) => new(
        "DatasetNotFound", ErrorCategory.ObjectNotFound, $"{path} has no dataset that can be told by its name.", path,
        "Name the files interactions.csv, items.csv or users.csv, or give one file and -DatasetType. A MovieLens folder is converted first: ConvertTo-PersonalizeDataset.");
}
