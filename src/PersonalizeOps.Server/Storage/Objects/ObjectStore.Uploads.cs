using Microsoft.Data.Sqlite;
using PersonalizeOps.Server.Storage.Checksums;

namespace PersonalizeOps.Server.Storage.Objects;

/// <content>Multipart uploads. A completed one keeps its parts' files as the object's content, so that completing copies nothing.</content>
internal sealed partial class ObjectStore
{
    private const string UploadColumns = "id, bucket, key, initiated, headers, checksum_algorithm, checksum_type";

    /// <summary>Begins an upload.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key the object will have.</param>
    /// <param name="headers">What the writer says of the object.</param>
    /// <param name="algorithm">The checksum of the parts, if any.</param>
    /// <param name="checksumType">The type of the object's checksum.</param>
    /// <returns>The upload.</returns>
    /// <exception cref="BucketNotFoundException">The bucket does not exist.</exception>
    public UploadInfo CreateUpload(string bucket, string key, ObjectHeaders headers, ChecksumAlgorithm? algorithm, string? checksumType)
    {
        var upload = new UploadInfo(Guid.NewGuid().ToString("N"), bucket, key, Now())
        {
            Headers = headers,
            ChecksumAlgorithm = algorithm,
            ChecksumType = checksumType,
        };
        _database.Write(connection =>
        {
            RequireBucket(connection, bucket);
            return connection.Execute(
                "INSERT INTO uploads VALUES ($1, $2, $3, $4, $5, $6, $7)",
                upload.Id,
                bucket,
                KeyOrder.Bytes(key),
                upload.Initiated.ToUnixTimeMilliseconds(),
                HeadersJson.Write(headers),
                algorithm?.ApiName(),
                checksumType);
        });
        return upload;
    }

    /// <summary>Finds an upload.</summary>
    /// <returns>The upload, or null when bucket, key and id do not belong together.</returns>
    public UploadInfo? FindUpload(string bucket, string key, string id) => _database.Read(connection => FindUpload(connection, bucket, key, id));

    /// <summary>Makes staged content a part, replacing one of the same number.</summary>
    /// <returns>The part, or null when the upload is gone.</returns>
    public UploadPart? PutPart(UploadInfo upload, int number, StagedContent content)
    {
        var checksum = content.ChecksumAlgorithm == (upload.ChecksumAlgorithm ?? DefaultChecksum) ? Convert.ToBase64String(content.Checksum) : null;
        var part = new UploadPart(number, ContentFiles.NewName(), content.Size, content.ETag, Now(), checksum);
        content.MoveTo(_files.PathOf(part.File));
        var replaced = _database.Write(connection =>
        {
            if (FindUpload(connection, upload.Bucket, upload.Key, upload.Id) is null)
            {
                return null;
            }

            var old = connection.Query(
                "SELECT file FROM upload_parts WHERE upload = $1 AND number = $2", row => row.GetString(0), upload.Id, number);
            connection.Execute(
                "INSERT OR REPLACE INTO upload_parts VALUES ($1, $2, $3, $4, $5, $6, $7)",
                upload.Id,
                number,
                part.File,
                part.Size,
                part.ETag,
                part.LastModified.ToUnixTimeMilliseconds(),
                part.Checksum);
            return old;
        });
        _files.Delete(replaced ?? [part.File]);
        return replaced is null ? null : part;
    }

    /// <summary>Lists an upload's parts by number.</summary>
    public IReadOnlyList<UploadPart> ListParts(string uploadId) => _database.Read(connection => FindUploadParts(connection, uploadId));

    /// <summary>Lists a bucket's uploads by key, then id.</summary>
    public IReadOnlyList<UploadInfo> ListUploads(string bucket, string prefix) => _database.Read(connection => connection.Query(
        $"SELECT {UploadColumns} FROM uploads WHERE bucket = $1 AND key >= $2 AND ($3 IS NULL OR key < $3) ORDER BY key, id",
        ReadUpload,
        bucket,
        KeyOrder.Bytes(prefix),
        KeyOrder.After(prefix)));

    /// <summary>Ends an upload without an object.</summary>
    /// <returns>False when the upload is gone.</returns>
    public bool AbortUpload(UploadInfo upload)
    {
        var files = _database.Write(connection =>
        {
            var parts = FindUploadParts(connection, upload.Id).ConvertAll(part => part.File);
            return connection.Execute("DELETE FROM uploads WHERE id = $1", upload.Id) > 0 ? parts : null;
        });
        _files.Delete(files ?? []);
        return files is not null;
    }

    /// <summary>Makes an upload's parts an object, replacing one of the same key.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="assemble">Chooses among the upload's parts and describes the object; stops the change by throwing.</param>
    /// <param name="precondition">Sees the object to be replaced, or null, and stops the change by throwing.</param>
    /// <returns>The object, or null when the upload is gone.</returns>
    public ObjectInfo? CompleteUpload(
        UploadInfo upload,
        Func<IReadOnlyList<UploadPart>, (IReadOnlyList<UploadPart> Parts, string ETag, ObjectChecksum? Checksum)> assemble,
        Action<ObjectInfo?>? precondition)
    {
        List<string> dropped = [];
        var completed = _database.Write(connection =>
        {
            if (FindUpload(connection, upload.Bucket, upload.Key, upload.Id) is null)
            {
                return null;
            }

            var all = FindUploadParts(connection, upload.Id);
            var (parts, etag, checksum) = assemble(all);
            precondition?.Invoke(Find(connection, upload.Bucket, upload.Key));
            var version = Displace(connection, upload.Bucket, upload.Key, dropped);
            dropped.AddRange(all.Except(parts).Select(part => part.File));
            connection.Execute("DELETE FROM uploads WHERE id = $1", upload.Id);
            var info = new ObjectInfo(upload.Bucket, upload.Key, parts.Sum(part => part.Size), Now(), etag) { Headers = upload.Headers, Checksum = checksum, Version = version };
            Insert(connection, info, [.. parts.Select(part => new ObjectPart(part.Number, part.File, part.Size, part.Checksum))]);
            return info;
        });
        _files.Delete(dropped);
        return completed;
    }

    private static UploadInfo? FindUpload(SqliteConnection connection, string bucket, string key, string id) => connection.Query(
        $"SELECT {UploadColumns} FROM uploads WHERE id = $1 AND bucket = $2 AND key = $3", ReadUpload, id, bucket, KeyOrder.Bytes(key)).FirstOrDefault();

    private static List<UploadPart> FindUploadParts(SqliteConnection connection, string uploadId) => connection.Query(
        "SELECT number, file, size, etag, modified, checksum FROM upload_parts WHERE upload = $1 ORDER BY number",
        row => new UploadPart(row.GetInt32(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.Time(4), row.Text(5)),
        uploadId);

    private static UploadInfo ReadUpload(SqliteDataReader row) =>
        new(row.GetString(0), row.GetString(1), System.Text.Encoding.UTF8.GetString((byte[])row[2]), row.Time(3))
        {
            Headers = HeadersJson.Read(row.GetString(4)),
            ChecksumAlgorithm = row.Text(5) is { } name ? ChecksumAlgorithms.Find(name) : null,
            ChecksumType = row.Text(6),
        };
}
