using Microsoft.Data.Sqlite;

namespace PersonalizeOps.Server.Storage.Objects;

/// <content>Buckets.</content>
internal sealed partial class ObjectStore
{
    /// <summary>Tells whether a bucket exists.</summary>
    public bool BucketExists(string bucket) => FindBucket(bucket) is not null;

    /// <summary>Finds a bucket.</summary>
    public BucketInfo? FindBucket(string bucket) => _database.Read(connection =>
        connection.Query("SELECT name, region, created, policy FROM buckets WHERE name = $1", ReadBucket, bucket).FirstOrDefault());

    /// <summary>Lists all buckets by name.</summary>
    public IReadOnlyList<BucketInfo> ListBuckets() => _database.Read(connection =>
        connection.Query("SELECT name, region, created, policy FROM buckets ORDER BY name", ReadBucket));

    /// <summary>Creates a bucket.</summary>
    /// <returns>False when there was one of that name; it is left as it is.</returns>
    public bool CreateBucket(string bucket, string region) => _database.Write(connection =>
        connection.Execute(
            "INSERT INTO buckets (name, region, created) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", bucket, region, Now().ToUnixTimeMilliseconds()) > 0);

    /// <summary>Removes a bucket without objects and versions; uploads that were begun in it are aborted.</summary>
    public BucketRemoval DeleteBucket(string bucket)
    {
        List<string> files = [];
        var removal = _database.Write(connection =>
        {
            if (connection.Scalar("SELECT 1 FROM objects WHERE bucket = $1 UNION ALL SELECT 1 FROM object_versions WHERE bucket = $1 LIMIT 1", bucket) is not null)
            {
                return BucketRemoval.NotEmpty;
            }

            files = connection.Query(
                "SELECT file FROM upload_parts JOIN uploads ON upload = id WHERE bucket = $1", row => row.GetString(0), bucket);
            connection.Execute("DELETE FROM uploads WHERE bucket = $1", bucket);
            return connection.Execute("DELETE FROM buckets WHERE name = $1", bucket) > 0 ? BucketRemoval.Removed : BucketRemoval.Missing;
        });
        _files.Delete(files);
        return removal;
    }

    /// <summary>Sets or, with null, removes a bucket's policy.</summary>
    /// <exception cref="BucketNotFoundException">The bucket does not exist.</exception>
    public void SetPolicy(string bucket, string? policy) => _database.Write(connection =>
        connection.Execute("UPDATE buckets SET policy = $2 WHERE name = $1", bucket, policy) > 0 ? 0 : throw new BucketNotFoundException(bucket));

    private static BucketInfo ReadBucket(SqliteDataReader row) => new(row.GetString(0), row.GetString(1), row.Time(2), row.Text(3));
}
