using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Objects;

/// <summary>A page of a bucket's versions.</summary>
/// <param name="Versions">Versions and delete markers.</param>
/// <param name="Prefixes">What is common to keys up to the delimiter.</param>
/// <param name="IsTruncated">Whether there are more.</param>
/// <param name="LastKey">The last key or common prefix of the page.</param>
/// <param name="LastVersion">The last version's id; empty after a common prefix.</param>
internal sealed record VersionListing(
    IReadOnlyList<ObjectVersion> Versions, IReadOnlyList<string> Prefixes, bool IsTruncated, string LastKey, string LastVersion)
{
    /// <summary>Reads a page.</summary>
    /// <param name="store">The objects.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">What keys must begin with.</param>
    /// <param name="delimiter">What ends a common prefix; empty for none.</param>
    /// <param name="keyMarker">The key or common prefix the page begins behind; empty for the beginning.</param>
    /// <param name="versionMarker">The version of that key the page begins behind; empty to skip the key.</param>
    /// <param name="limit">The largest number of versions and prefixes.</param>
    public static VersionListing Read(
        ObjectStore store, string bucket, string prefix, string delimiter, string keyMarker, string versionMarker, int limit)
    {
        var versions = new List<ObjectVersion>();
        var prefixes = new List<string>();
        var (lastKey, lastVersion) = ("", "");
        foreach (var version in Behind(store, bucket, prefix, keyMarker, versionMarker))
        {
            var common = CommonPrefix(version.Info.Key, prefix, delimiter);
            if (common is not null && (common == lastKey || common == keyMarker))
            {
                continue;
            }

            if (versions.Count + prefixes.Count == limit)
            {
                return new VersionListing(versions, prefixes, limit > 0, lastKey, lastVersion);
            }

            if (common is null)
            {
                versions.Add(version);
                (lastKey, lastVersion) = (version.Info.Key, version.Info.Version ?? ObjectStore.NullVersion);
            }
            else
            {
                prefixes.Add(common);
                (lastKey, lastVersion) = (common, "");
            }
        }

        return new VersionListing(versions, prefixes, false, lastKey, lastVersion);
    }

    private static IEnumerable<ObjectVersion> Behind(ObjectStore store, string bucket, string prefix, string keyMarker, string versionMarker)
    {
        if (keyMarker.Length == 0)
        {
            return store.ListVersions(bucket, prefix, []);
        }

        if (versionMarker.Length == 0)
        {
            return store.ListVersions(bucket, prefix, [.. KeyOrder.Bytes(keyMarker), 0]);
        }

        return store.ListVersions(bucket, prefix, KeyOrder.Bytes(keyMarker))
            .SkipWhile(version => version.Info.Key == keyMarker && (version.Info.Version ?? ObjectStore.NullVersion) != versionMarker)
            .SkipWhile(version => version.Info.Key == keyMarker && (version.Info.Version ?? ObjectStore.NullVersion) == versionMarker);
    }

    private static string? CommonPrefix(string key, string prefix, string delimiter)
    {
        var end = delimiter.Length == 0 ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return end < 0 ? null : key[..(end + delimiter.Length)];
    }
}
