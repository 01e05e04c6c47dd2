using System.Text;
using Microsoft.Data.Sqlite;
using PersonalizeOps.Server.Storage.Checksums;

namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>Buckets and objects: an index in SQLite, contents in files. What a call has answered survives a kill at any moment.</summary>
/// <remarks>A change becomes true with the index's commit. Before it the new content lies flushed under a name of its own, after it the old
/// content is deleted; what a kill leaves between is swept at the next start. Times come from the <see cref="TimeProvider"/>.</remarks>
internal sealed partial class ObjectStore : IDisposable
{
    /// <summary>The checksum of contents whose writer names none, as in S3.</summary>
    public const ChecksumAlgorithm DefaultChecksum = ChecksumAlgorithm.Crc64Nvme;

    private const string ObjectColumns = "key, size, modified, etag, headers, checksum_algorithm, checksum_type, checksum_value, version";

    private readonly StateFolder _folder;
    private readonly TimeProvider _time;
    private readonly ObjectDatabase _database;
    private readonly ContentFiles _files;

    /// <summary>Initializes a new instance of the <see cref="ObjectStore"/> class and sweeps what a killed server left.</summary>
    /// <param name="folder">The state folder.</param>
    /// <param name="time">The clock.</param>
    public ObjectStore(StateFolder folder, TimeProvider time)
    {
        _folder = folder;
        _time = time;
        _database = new ObjectDatabase(Path.Combine(folder.Objects, "index.db"));
        _files = new ContentFiles(Path.Combine(folder.Objects, "content"));
        _files.Sweep(_database.Read(connection =>
            connection.Query("SELECT file FROM object_parts UNION ALL SELECT file FROM version_parts UNION ALL SELECT file FROM upload_parts", row => row.GetString(0)).ToHashSet()));
    }

    /// <summary>Finds an object.</summary>
    /// <returns>The object, or null when bucket or key do not exist.</returns>
    public ObjectInfo? Head(string bucket, string key) => _database.Read(connection => Find(connection, bucket, key));

    /// <summary>Opens an object's content. An object replaced or deleted meanwhile is read to its end.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key.</param>
    /// <returns>A stream to be disposed, or null when bucket or key do not exist.</returns>
    public ObjectReader? OpenRead(string bucket, string key) => OpenRead(bucket, key, null, (info, _) => (0, info.Size));

    /// <summary>Opens a range of an object's content that follows from the object itself.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key.</param>
    /// <param name="version">The version's id; null for the current one.</param>
    /// <param name="range">Gives offset and length for the object and its parts; what it throws passes through.</param>
    /// <returns>A stream to be disposed, or null when bucket or key do not exist.</returns>
    public ObjectReader? OpenRead(string bucket, string key, string? version, Func<ObjectInfo, IReadOnlyList<ObjectPart>, (long Offset, long Length)> range)
    {
        var (info, _, parts) = _files.Acquire(
            () => _database.Read(connection => Find(connection, bucket, key, version)),
            found => found.Parts.Select(part => part.File));
        if (info is null)
        {
            return null;
        }

        try
        {
            var (offset, length) = range(info, parts);
            return new ObjectReader(_files, info, parts, offset, length);
        }
        catch
        {
            _files.Release(parts.Select(part => part.File));
            throw;
        }
    }

    /// <summary>Lists objects in the order of their keys' UTF-8 bytes, a page at a time, so that memory stays constant.</summary>
    /// <param name="bucket">The bucket; one that does not exist lists nothing.</param>
    /// <param name="prefix">What the keys begin with.</param>
    public IEnumerable<ObjectInfo> List(string bucket, string prefix)
    {
        const int PageSize = 1000;
        var from = Encoding.UTF8.GetBytes(prefix);
        while (true)
        {
            var page = ListFrom(bucket, prefix, from, PageSize);
            foreach (var info in page)
            {
                yield return info;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            from = [.. Encoding.UTF8.GetBytes(page[^1].Key), 0];
        }
    }

    /// <summary>Lists a page of objects.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">What the keys begin with.</param>
    /// <param name="from">The first key that may be listed, in UTF-8.</param>
    /// <param name="limit">The largest number of objects.</param>
    public IReadOnlyList<ObjectInfo> ListFrom(string bucket, string prefix, byte[] from, int limit)
    {
        var start = Encoding.UTF8.GetBytes(prefix);
        start = from.AsSpan().SequenceCompareTo(start) > 0 ? from : start;
        return _database.Read(connection => connection.Query(
            $"SELECT {ObjectColumns} FROM objects WHERE bucket = $1 AND key >= $2 AND ($3 IS NULL OR key < $3) ORDER BY key LIMIT $4",
            row => ReadObject(bucket, row),
            bucket,
            start,
            KeyOrder.After(prefix),
            limit));
    }

    /// <summary>Writes content to a file in <c>tmp/</c> and flushes it, computing MD5 and checksum on the way.</summary>
    /// <param name="content">The content; read to its end.</param>
    /// <param name="algorithm">The checksum.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>The content, to be disposed.</returns>
    public async Task<StagedContent> StageAsync(Stream content, ChecksumAlgorithm algorithm, CancellationToken cancellationToken)
    {
        var path = _folder.NewTemporaryPath();
        try
        {
            using var writer = new ContentWriter(path, algorithm);
            return await writer.WriteAsync(content, cancellationToken);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Makes staged content an object, replacing one of the same key.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key.</param>
    /// <param name="content">The content; taken over.</param>
    /// <param name="headers">What the writer says of it.</param>
    /// <param name="precondition">Sees the object to be replaced, or null, and stops the change by throwing; nothing changes in between.</param>
    /// <returns>The object.</returns>
    /// <exception cref="BucketNotFoundException">The bucket does not exist.</exception>
    public ObjectInfo Put(string bucket, string key, StagedContent content, ObjectHeaders headers, Action<ObjectInfo?>? precondition = null)
    {
        var file = ContentFiles.NewName();
        var checksum = new ObjectChecksum(content.ChecksumAlgorithm, ObjectChecksum.FullObject, Convert.ToBase64String(content.Checksum));
        var info = new ObjectInfo(bucket, key, content.Size, Now(), content.ETag) { Headers = headers, Checksum = checksum };
        content.MoveTo(_files.PathOf(file));
        return Commit(info, [new ObjectPart(1, file, content.Size, checksum.Value)], precondition);
    }

    /// <summary>Writes an object at once, replacing one of the same key.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key.</param>
    /// <param name="content">The content; read to its end.</param>
    /// <param name="contentType">Its content type.</param>
    /// <param name="cancellationToken">Stops the writing; then nothing has changed.</param>
    /// <returns>The object.</returns>
    /// <exception cref="BucketNotFoundException">The bucket does not exist.</exception>
    public async Task<ObjectInfo> PutAsync(string bucket, string key, Stream content, string? contentType, CancellationToken cancellationToken)
    {
        using var staged = await StageAsync(content, DefaultChecksum, cancellationToken);
        return Put(bucket, key, staged, new ObjectHeaders { ContentType = contentType });
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private static ObjectInfo? Find(SqliteConnection connection, string bucket, string key) =>
        connection.Query(
            $"SELECT {ObjectColumns} FROM objects WHERE bucket = $1 AND key = $2", row => ReadObject(bucket, row), bucket, KeyOrder.Bytes(key)).FirstOrDefault();

    private static List<ObjectPart> FindParts(SqliteConnection connection, string bucket, string key) =>
        connection.Query(
            "SELECT number, file, size, checksum FROM object_parts WHERE bucket = $1 AND key = $2 ORDER BY number",
            row => new ObjectPart(row.GetInt32(0), row.GetString(1), row.GetInt64(2), row.Text(3)),
            bucket,
            KeyOrder.Bytes(key));

    private static ObjectInfo ReadObject(string bucket, SqliteDataReader row) =>
        new(bucket, Encoding.UTF8.GetString((byte[])row[0]), row.GetInt64(1), row.Time(2), row.GetString(3))
        {
            Headers = HeadersJson.Read(row.GetString(4)),
            Checksum = row.Text(5) is { } name ? new ObjectChecksum(ChecksumAlgorithms.Find(name)!.Value, row.GetString(6), row.GetString(7)) : null,
            Version = row.Text(8),
        };

    private static List<string> Remove(SqliteConnection connection, string bucket, string key)
    {
        var files = FindParts(connection, bucket, key).ConvertAll(part => part.File);
        connection.Execute("DELETE FROM objects WHERE bucket = $1 AND key = $2", bucket, KeyOrder.Bytes(key));
        return files;
    }

    private static void Insert(SqliteConnection connection, ObjectInfo info, IReadOnlyList<ObjectPart> parts)
    {
        var key = KeyOrder.Bytes(info.Key);
        connection.Execute(
            "INSERT INTO objects VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            info.Bucket,
            key,
            info.Size,
            info.LastModified.ToUnixTimeMilliseconds(),
            info.ETag,
            HeadersJson.Write(info.Headers),
            info.Checksum?.Algorithm.ApiName(),
            info.Checksum?.Type,
            info.Checksum?.Value,
            info.Version);
        foreach (var part in parts)
        {
            connection.Execute("INSERT INTO object_parts VALUES ($1, $2, $3, $4, $5, $6)", info.Bucket, key, part.Number, part.File, part.Size, part.Checksum);
        }
    }

    private static void RequireBucket(SqliteConnection connection, string bucket)
    {
        if (connection.Scalar("SELECT 1 FROM buckets WHERE name = $1", bucket) is null)
        {
            throw new BucketNotFoundException(bucket);
        }
    }

    private ObjectInfo Commit(ObjectInfo info, IReadOnlyList<ObjectPart> parts, Action<ObjectInfo?>? precondition)
    {
        var replaced = new List<string>();
        try
        {
            info = _database.Write(connection =>
            {
                RequireBucket(connection, info.Bucket);
                precondition?.Invoke(Find(connection, info.Bucket, info.Key));
                var placed = info with { Version = Displace(connection, info.Bucket, info.Key, replaced) };
                Insert(connection, placed, parts);
                return placed;
            });
        }
        catch
        {
            _files.Delete(parts.Select(part => part.File));
            throw;
        }

        _files.Delete(replaced);
        return info;
    }

    // The index keeps milliseconds; what a write answers must equal what a read says later.
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());
}
