using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace PersonalizeOps.Server.Storage.Objects;

/// <content>Versions. The current one is an ordinary object; older ones and delete markers lie beside, so that reads and lists need not know of them.</content>
internal sealed partial class ObjectStore
{
    /// <summary>The id of versions that were written while the bucket kept none.</summary>
    public const string NullVersion = "null";

    private const string VersionIdLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string VersionColumns = "key, size, modified, etag, headers, checksum_algorithm, checksum_type, checksum_value, version";

    /// <summary>Reads a setting of a bucket.</summary>
    /// <returns>The setting, or null when it is not set.</returns>
    public string? FindSetting(string bucket, string name) => _database.Read(connection => FindSetting(connection, bucket, name));

    /// <summary>Sets or, with null, removes a setting of a bucket.</summary>
    /// <exception cref="BucketNotFoundException">The bucket does not exist.</exception>
    public void SetSetting(string bucket, string name, string? value) => _database.Write(connection =>
    {
        RequireBucket(connection, bucket);
        return value is null
            ? connection.Execute("DELETE FROM bucket_settings WHERE bucket = $1 AND name = $2", bucket, name)
            : connection.Execute(
                "INSERT INTO bucket_settings VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET value = excluded.value", bucket, name, value);
    });

    /// <summary>Changes what was said of a version of an object.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key.</param>
    /// <param name="version">The version's id; null for the current one.</param>
    /// <param name="change">The change.</param>
    /// <returns>The object, or null when it does not exist.</returns>
    public ObjectInfo? ChangeHeaders(string bucket, string key, string? version, Func<ObjectHeaders, ObjectHeaders> change) => _database.Write(connection =>
    {
        var (info, sequence, _) = Find(connection, bucket, key, version);
        if (info is null)
        {
            return null;
        }

        info = info with { Headers = change(info.Headers) };
        var headers = HeadersJson.Write(info.Headers);
        _ = sequence is null
            ? connection.Execute("UPDATE objects SET headers = $3 WHERE bucket = $1 AND key = $2", bucket, KeyOrder.Bytes(key), headers)
            : connection.Execute("UPDATE object_versions SET headers = $2 WHERE sequence = $1", sequence, headers);
        return info;
    });

    /// <summary>Deletes an object or one of its versions.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key.</param>
    /// <param name="version">The version's id; null to delete the object, which in a bucket that keeps versions writes a marker.</param>
    /// <param name="precondition">Sees the current object, or null, and stops the deletion by throwing.</param>
    /// <returns>What was done.</returns>
    public ObjectDeletion Delete(string bucket, string key, string? version, Action<ObjectInfo?>? precondition = null)
    {
        List<string> files = [];
        var deletion = _database.Write(connection =>
        {
            precondition?.Invoke(Find(connection, bucket, key));
            return version is not null ? DeleteVersion(connection, bucket, key, version, files)
                : FindSetting(connection, bucket, BucketSetting.Versioning) is null ? DeleteUnversioned(connection, bucket, key, files)
                : WriteMarker(connection, bucket, key, files);
        });
        _files.Delete(files);
        return deletion;
    }

    /// <summary>Finds the delete marker that a read meets.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key.</param>
    /// <param name="version">The version that was asked for; null for the current one.</param>
    /// <returns>The marker's id, or null when there is none.</returns>
    public string? FindMarker(string bucket, string key, string? version) => _database.Read(connection => connection.Query(
        """
        SELECT version, is_marker FROM object_versions WHERE bucket = $1 AND key = $2 AND ($3 OR version IS $4) ORDER BY sequence DESC LIMIT 1
        """,
        row => row.GetInt32(1) == 1 ? row.Text(0) ?? NullVersion : null,
        bucket,
        KeyOrder.Bytes(key),
        version is null,
        Stored(version)).FirstOrDefault());

    /// <summary>Lists versions by key, the newest first.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">What the keys begin with.</param>
    /// <param name="from">The first key that may be listed, in UTF-8.</param>
    public IEnumerable<ObjectVersion> ListVersions(string bucket, string prefix, byte[] from)
    {
        const int PageSize = 1000;
        var start = Encoding.UTF8.GetBytes(prefix);
        start = from.AsSpan().SequenceCompareTo(start) > 0 ? from : start;
        string? last = null;
        for (var offset = 0; ; offset += PageSize)
        {
            var page = ListVersions(bucket, start, KeyOrder.After(prefix), offset, PageSize);
            foreach (var (info, isMarker) in page)
            {
                yield return new ObjectVersion(info, info.Key != last, isMarker);
                last = info.Key;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }
        }
    }

    private List<(ObjectInfo Info, bool IsMarker)> ListVersions(string bucket, byte[] start, byte[]? end, int offset, int limit) => _database.Read(connection =>
        connection.Query(
            $"""
            SELECT {VersionColumns}, 0 AS is_marker, 9223372036854775807 AS sequence FROM objects
            WHERE bucket = $1 AND key >= $2 AND ($3 IS NULL OR key < $3)
            UNION ALL
            SELECT {VersionColumns}, is_marker, sequence FROM object_versions
            WHERE bucket = $1 AND key >= $2 AND ($3 IS NULL OR key < $3)
            ORDER BY key, sequence DESC LIMIT $4 OFFSET $5
            """,
            row => (ReadObject(bucket, row), row.GetInt32(9) == 1),
            bucket,
            start,
            end,
            limit,
            offset));

    private static string? FindSetting(SqliteConnection connection, string bucket, string name) =>
        (string?)connection.Scalar("SELECT value FROM bucket_settings WHERE bucket = $1 AND name = $2", bucket, name);

    // The index keeps the version "null" as NULL.
    private static string? Stored(string? version) => version == NullVersion ? null : version;

    /// <summary>Finds a version; the sequence is null when it is the current one.</summary>
    private static (ObjectInfo? Info, long? Sequence, List<ObjectPart> Parts) Find(SqliteConnection connection, string bucket, string key, string? version)
    {
        var current = Find(connection, bucket, key);
        if (version is null || (current is not null && current.Version == Stored(version)))
        {
            return (current, null, FindParts(connection, bucket, key));
        }

        var (info, sequence) = connection.Query(
            $"SELECT {VersionColumns}, sequence FROM object_versions WHERE bucket = $1 AND key = $2 AND version IS $3 AND is_marker = 0",
            row => (ReadObject(bucket, row), (long?)row.GetInt64(9)),
            bucket,
            KeyOrder.Bytes(key),
            Stored(version)).FirstOrDefault();
        return info is null ? (null, null, []) : (info, sequence, FindVersionParts(connection, sequence!.Value));
    }

    private static List<ObjectPart> FindVersionParts(SqliteConnection connection, long sequence) => connection.Query(
        "SELECT number, file, size, checksum FROM version_parts WHERE sequence = $1 ORDER BY number",
        row => new ObjectPart(row.GetInt32(0), row.GetString(1), row.GetInt64(2), row.Text(3)),
        sequence);

    /// <summary>Makes way for a new current version.</summary>
    /// <returns>The id of the new one; null for the version <c>null</c>.</returns>
    private static string? Displace(SqliteConnection connection, string bucket, string key, List<string> dropped)
    {
        switch (FindSetting(connection, bucket, BucketSetting.Versioning))
        {
            case null:
                dropped.AddRange(Remove(connection, bucket, key));
                return null;
            case BucketSetting.Enabled:
                MakeOlder(connection, bucket, key);
                return RandomNumberGenerator.GetString(VersionIdLetters, 32);
            default:
                if (Find(connection, bucket, key) is { Version: null })
                {
                    dropped.AddRange(Remove(connection, bucket, key));
                }

                RemoveOlder(connection, bucket, key, NullVersion, dropped);
                MakeOlder(connection, bucket, key);
                return null;
        }
    }

    private static void MakeOlder(SqliteConnection connection, string bucket, string key)
    {
        var bytes = KeyOrder.Bytes(key);
        var moved = connection.Execute(
            $"INSERT INTO object_versions (bucket, is_marker, {VersionColumns}) SELECT bucket, 0, {VersionColumns} FROM objects WHERE bucket = $1 AND key = $2",
            bucket,
            bytes);
        if (moved > 0)
        {
            connection.Execute(
                "INSERT INTO version_parts SELECT last_insert_rowid(), number, file, size, checksum FROM object_parts WHERE bucket = $1 AND key = $2", bucket, bytes);
            connection.Execute("DELETE FROM objects WHERE bucket = $1 AND key = $2", bucket, bytes);
        }
    }

    /// <summary>Makes the newest of the older versions the current one, unless there is one or it is a marker.</summary>
    private static void Promote(SqliteConnection connection, string bucket, string key)
    {
        var bytes = KeyOrder.Bytes(key);
        var newest = connection.Query(
            "SELECT sequence, is_marker FROM object_versions WHERE bucket = $1 AND key = $2 ORDER BY sequence DESC LIMIT 1",
            row => (Sequence: row.GetInt64(0), IsMarker: row.GetInt32(1) == 1),
            bucket,
            bytes);
        if (newest is not [{ IsMarker: false } older] || Find(connection, bucket, key) is not null)
        {
            return;
        }

        connection.Execute($"INSERT INTO objects (bucket, {VersionColumns}) SELECT bucket, {VersionColumns} FROM object_versions WHERE sequence = $1", older.Sequence);
        connection.Execute("INSERT INTO object_parts SELECT $1, $2, number, file, size, checksum FROM version_parts WHERE sequence = $3", bucket, bytes, older.Sequence);
        connection.Execute("DELETE FROM object_versions WHERE sequence = $1", older.Sequence);
    }

    private static ObjectDeletion DeleteUnversioned(SqliteConnection connection, string bucket, string key, List<string> dropped)
    {
        dropped.AddRange(Remove(connection, bucket, key));
        return new ObjectDeletion(dropped.Count > 0, null, IsMarker: false);
    }

    private static ObjectDeletion DeleteVersion(SqliteConnection connection, string bucket, string key, string version, List<string> dropped)
    {
        if (Find(connection, bucket, key) is { } current && current.Version == Stored(version))
        {
            dropped.AddRange(Remove(connection, bucket, key));
            Promote(connection, bucket, key);
            return new ObjectDeletion(true, version, IsMarker: false);
        }

        var isMarker = RemoveOlder(connection, bucket, key, version, dropped);
        Promote(connection, bucket, key);
        return new ObjectDeletion(isMarker is not null, version, isMarker == true);
    }

    /// <returns>Whether what was removed is a marker; null when there is no such version.</returns>
    private static bool? RemoveOlder(SqliteConnection connection, string bucket, string key, string version, List<string> dropped)
    {
        var older = connection.Query(
            "SELECT sequence, is_marker FROM object_versions WHERE bucket = $1 AND key = $2 AND version IS $3",
            row => (Sequence: row.GetInt64(0), IsMarker: row.GetInt32(1) == 1),
            bucket,
            KeyOrder.Bytes(key),
            Stored(version));
        if (older is not [var (sequence, isMarker)])
        {
            return null;
        }

        dropped.AddRange(FindVersionParts(connection, sequence).Select(part => part.File));
        connection.Execute("DELETE FROM object_versions WHERE sequence = $1", sequence);
        return isMarker;
    }

    private ObjectDeletion WriteMarker(SqliteConnection connection, string bucket, string key, List<string> dropped)
    {
        var version = Displace(connection, bucket, key, dropped);
        connection.Execute(
            """
            INSERT INTO object_versions (bucket, key, version, is_marker, size, modified, etag, headers)
            VALUES ($1, $2, $3, 1, 0, $4, '', $5)
            """,
            bucket,
            KeyOrder.Bytes(key),
            version,
            Now().ToUnixTimeMilliseconds(),
            HeadersJson.Write(ObjectHeaders.None));
        return new ObjectDeletion(true, version ?? NullVersion, IsMarker: true);
    }
}
