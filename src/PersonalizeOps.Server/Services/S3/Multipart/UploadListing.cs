using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Multipart;

/// <summary>A page of a bucket's uploads.</summary>
/// <param name="Uploads">The uploads.</param>
/// <param name="Prefixes">What is common to keys up to the delimiter.</param>
/// <param name="IsTruncated">Whether there are more.</param>
/// <param name="LastKey">The last key or common prefix of the page.</param>
/// <param name="LastId">The last upload's id; empty after a common prefix.</param>
internal sealed record UploadListing(
    IReadOnlyList<UploadInfo> Uploads, IReadOnlyList<string> Prefixes, bool IsTruncated, string LastKey, string LastId)
{
    /// <summary>Chooses a page.</summary>
    /// <param name="all">All uploads under the prefix, by key and id.</param>
    /// <param name="prefix">The prefix.</param>
    /// <param name="delimiter">What ends a common prefix; empty for none.</param>
    /// <param name="keyMarker">The key or common prefix the page begins behind.</param>
    /// <param name="idMarker">The id within that key; empty to skip the key.</param>
    /// <param name="limit">The largest number of uploads and prefixes.</param>
    public static UploadListing Read(IReadOnlyList<UploadInfo> all, string prefix, string delimiter, string keyMarker, string idMarker, int limit)
    {
        var uploads = new List<UploadInfo>();
        var prefixes = new List<string>();
        var (lastKey, lastId) = ("", "");
        foreach (var upload in all)
        {
            var common = CommonPrefix(upload.Key, prefix, delimiter);
            if (!IsBehind(common ?? upload.Key, common is null ? upload.Id : "", keyMarker, idMarker) || (common is not null && common == lastKey))
            {
                continue;
            }

            if (uploads.Count + prefixes.Count == limit)
            {
                return new UploadListing(uploads, prefixes, true, lastKey, lastId);
            }

            (lastKey, lastId) = (common ?? upload.Key, common is null ? upload.Id : "");
            if (common is null)
            {
                uploads.Add(upload);
            }
            else
            {
                prefixes.Add(common);
            }
        }

        return new UploadListing(uploads, prefixes, false, lastKey, lastId);
    }

    private static bool IsBehind(string key, string id, string keyMarker, string idMarker)
    {
        if (keyMarker.Length == 0)
        {
            return true;
        }

        var order = KeyOrder.Bytes(key).AsSpan().SequenceCompareTo(KeyOrder.Bytes(keyMarker));
        return order > 0 || (order == 0 && idMarker.Length > 0 && string.CompareOrdinal(id, idMarker) > 0);
    }

    private static string? CommonPrefix(string key, string prefix, string delimiter)
    {
        var end = delimiter.Length == 0 ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return end < 0 ? null : key[..(end + delimiter.Length)];
    }
}
