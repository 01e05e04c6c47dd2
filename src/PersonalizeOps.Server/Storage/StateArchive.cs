using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace PersonalizeOps.Server.Storage;

/// <summary>A whole state as one zip file: every database and file but those of this machine alone, each with its length and SHA-256.</summary>
/// <remarks>Both ways the caller holds the folder, so that nothing changes in between.</remarks>
internal static class StateArchive
{
    private const int Format = 1;
    private const string ManifestName = "manifest.json";
    private const string DatabaseName = "state.db";

    /// <summary>Writes a state.</summary>
    /// <param name="folder">The state.</param>
    /// <param name="path">The archive; it appears whole or not at all, and none is replaced.</param>
    /// <returns>How many files it holds.</returns>
    /// <exception cref="StartException">The archive exists or cannot be written.</exception>
    public static async Task<int> WriteAsync(StateFolder folder, string path)
    {
        if (File.Exists(path))
        {
            throw new StartException($"The archive '{path}' exists already; name another one.");
        }

        Settle(folder);
        var aside = path + ".part";
        try
        {
            var files = await WriteFileAsync(folder, aside);
            DurableFile.Rename(aside, path);
            return files;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            File.Delete(aside);
            throw new StartException($"The archive '{path}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Reads an archive into a state folder that holds nothing yet.</summary>
    /// <param name="folder">The folder; unless all of the archive is sound nothing gets into it.</param>
    /// <param name="path">The archive.</param>
    /// <returns>How many files it held.</returns>
    /// <exception cref="StartException">The archive is missing, damaged, of a newer form or unsafe.</exception>
    public static async Task<int> ReadAsync(StateFolder folder, string path)
    {
        var aside = folder.NewTemporaryPath();
        try
        {
            await using var archive = await ZipFile.OpenReadAsync(path);
            var manifest = await ReadManifestAsync(archive, path);
            foreach (var file in manifest.Files)
            {
                await ExtractAsync(archive, file, aside, path);
            }

            MoveIn(folder, aside);
            return manifest.Files.Count;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or JsonException)
        {
            throw new StartException($"The archive '{path}' cannot be read: {exception.Message}", exception);
        }
        finally
        {
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }
        }
    }

    // What a killed server left in its write-ahead logs goes into the databases, so that each is one file.
    private static void Settle(StateFolder folder)
    {
        foreach (var database in Directory.EnumerateFiles(folder.Root, "*.db", SearchOption.AllDirectories))
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
        }
    }

    private static async Task<int> WriteFileAsync(StateFolder folder, string path)
    {
        await using var output = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous });
        var files = new List<ArchivedFile>();
        await using (var archive = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null))
        {
            foreach (var name in Contents(folder))
            {
                files.Add(await AddAsync(archive, folder, name));
            }

            await using var manifest = await archive.CreateEntry(ManifestName).OpenAsync();
            await JsonSerializer.SerializeAsync(manifest, new ArchiveManifest(Format, Product.Version, files), StateJson.Default.ArchiveManifest);
        }

        output.Flush(flushToDisk: true);
        return files.Count;
    }

    private static IEnumerable<string> Contents(StateFolder folder) =>
        Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder.Root, file).Replace('\\', '/'))
            .Where(name => !StateFolder.IsOfThisMachine(name) && !name.StartsWith("tmp/", StringComparison.Ordinal))
            .Where(name => !name.EndsWith(".db-wal", StringComparison.Ordinal) && !name.EndsWith(".db-shm", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static async Task<ArchivedFile> AddAsync(ZipArchive archive, StateFolder folder, string name)
    {
        await using var source = File.OpenRead(Path.Combine(folder.Root, name));
        await using var entry = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync();
        var (size, hash) = await CopyAsync(source, entry, long.MaxValue);
        return new ArchivedFile(name, size, hash);
    }

    private static async Task<ArchiveManifest> ReadManifestAsync(ZipArchive archive, string path)
    {
        var entry = archive.GetEntry(ManifestName) ?? throw new StartException($"The file '{path}' is no archive of a state: it has no {ManifestName}.");
        await using var content = await entry.OpenAsync();
        var manifest = (await JsonSerializer.DeserializeAsync(content, StateJson.Default.ArchiveManifest))!;
        if (manifest.Format > Format)
        {
            throw new StartException($"The archive '{path}' was written by a newer version ({manifest.Product}); use that.");
        }

        var isWhole = manifest.Files is not null
            && manifest.Files.All(file => IsSafe(file.Path))
            && manifest.Files.Select(file => file.Path).Distinct(StringComparer.Ordinal).Count() == manifest.Files.Count
            && manifest.Files.Any(file => file.Path == DatabaseName)
            && archive.Entries.Count == manifest.Files.Count + 1;
        return isWhole ? manifest : throw new StartException($"The archive '{path}' is damaged: its manifest does not go with its files.");
    }

    // Letters, digits and a few signs in steps that lead downwards only; never a name that belongs to this machine.
    private static bool IsSafe(string? path) =>
        !string.IsNullOrEmpty(path)
        && !StateFolder.IsOfThisMachine(path)
        && path.Split('/').All(step => step.Length > 0 && step[0] != '.' && step.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-' or '_'));

    private static async Task ExtractAsync(ZipArchive archive, ArchivedFile file, string aside, string path)
    {
        var entry = archive.GetEntry(file.Path) ?? throw Damaged(path, file);
        var target = Path.Combine(aside, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await using var source = await entry.OpenAsync();
        await using var output = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
        var (size, hash) = await CopyAsync(source, output, file.Size);
        if (size != file.Size || hash != file.Sha256)
        {
            throw Damaged(path, file);
        }

        output.Flush(flushToDisk: true);
    }

    private static StartException Damaged(string path, ArchivedFile file) => new($"The archive '{path}' is damaged at '{file.Path}'.");

    // Stops one block behind the limit: an entry that unpacks to more than it says must not fill the disk.
    private static async Task<(long Size, string Sha256)> CopyAsync(Stream source, Stream target, long limit)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        try
        {
            var size = 0L;
            int read;
            while (size <= limit && (read = await source.ReadAsync(buffer)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await target.WriteAsync(buffer.AsMemory(0, read));
                size += read;
            }

            return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // The database of resources comes last: without it the folder counts as empty, and the next import or start sweeps the rest.
    private static void MoveIn(StateFolder folder, string aside)
    {
        foreach (var entry in new DirectoryInfo(aside).EnumerateFileSystemInfos().OrderBy(entry => entry.Name == DatabaseName))
        {
            var target = Path.Combine(folder.Root, entry.Name);
            if (Directory.Exists(target))
            {
                Directory.Delete(target, recursive: true);
            }

            Directory.Move(entry.FullName, target);
        }

        DurableFile.FlushFolder(folder.Root);
    }
}
