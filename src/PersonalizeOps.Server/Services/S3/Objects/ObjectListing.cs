using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Objects;

/// <summary>A page of a bucket's list: keys, and what is common to keys up to a delimiter.</summary>
/// <param name="Objects">The objects.</param>
/// <param name="Prefixes">The common prefixes.</param>
/// <param name="Last">The last key or prefix of the page, where the next one goes on; null at the end of the list.</param>
internal sealed record ObjectListing(IReadOnlyList<ObjectInfo> Objects, IReadOnlyList<string> Prefixes, string? Last)
{
    /// <summary>Gets the number of keys and prefixes.</summary>
    public int Count => Objects.Count + Prefixes.Count;

    /// <summary>Reads a page.</summary>
    /// <param name="store">The objects.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">What keys must begin with.</param>
    /// <param name="delimiter">What ends a common prefix; empty for none.</param>
    /// <param name="after">The key or common prefix the page begins behind; empty for the beginning.</param>
    /// <param name="limit">The largest number of keys and prefixes.</param>
    public static ObjectListing Read(ObjectStore store, string bucket, string prefix, string delimiter, string after, int limit)
    {
        var objects = new List<ObjectInfo>();
        var prefixes = new List<string>();
        string? last = null;
        var from = after.Length == 0 ? [] : Behind(after, CommonPrefix(after, prefix, delimiter));
        while (limit > 0)
        {
            // Behind a common prefix the list is entered anew, so that long pages would mostly be thrown away.
            var pageSize = delimiter.Length == 0 ? limit - objects.Count + 1 : 64;
            var page = store.ListFrom(bucket, prefix, from, pageSize);
            var jumped = false;
            foreach (var info in page)
            {
                if (objects.Count + prefixes.Count == limit)
                {
                    return new ObjectListing(objects, prefixes, last);
                }

                var common = CommonPrefix(info.Key, prefix, delimiter);
                last = common ?? info.Key;
                from = Behind(last, common);
                if (common is null)
                {
                    objects.Add(info);
                    continue;
                }

                prefixes.Add(common);
                jumped = true;
                break;
            }

            if (!jumped && page.Count < pageSize)
            {
                break;
            }
        }

        return new ObjectListing(objects, prefixes, null);
    }

    private static byte[] Behind(string key, string? common) => key == common ? KeyOrder.After(common)! : [.. KeyOrder.Bytes(key), 0];

    private static string? CommonPrefix(string key, string prefix, string delimiter)
    {
        if (delimiter.Length == 0 || !key.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var end = key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return end < 0 ? null : key[..(end + delimiter.Length)];
    }
}
