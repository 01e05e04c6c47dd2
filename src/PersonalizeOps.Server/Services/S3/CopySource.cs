using PersonalizeOps.Server.Protocol;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3;

/// <summary>The object that a request copies from.</summary>
internal static class CopySource
{
    private const string Header = "x-amz-copy-source";

    /// <summary>Opens the source of a copy, or the range of it that is asked for, if the copy's conditions hold.</summary>
    /// <param name="store">The objects.</param>
    /// <param name="request">The request.</param>
    /// <param name="limit">The greatest length that may be copied at once, in bytes.</param>
    /// <exception cref="ServiceError">InvalidArgument, NoSuchKey, NoSuchBucket, PreconditionFailed, InvalidRange, InvalidRequest.</exception>
    public static ObjectReader Open(ObjectStore store, S3Request request, long limit)
    {
        var (bucket, key, version) = Parse(request.Header(Header)!);
        return store.OpenRead(bucket, key, version, (info, _) => Select(request, info, limit)) ?? throw store.Missing(bucket, key, version);
    }

    /// <summary>Tells whether a request copies an object onto itself.</summary>
    public static bool IsSelf(S3Request request) => Parse(request.Header(Header)!) == (request.Bucket, request.Key, null);

    private static (long Offset, long Length) Select(S3Request request, ObjectInfo info, long limit)
    {
        try
        {
            Conditions.CheckRead(info, name => request.Header($"{Header}-{name}"));
        }
        catch (ServiceError error) when (error.HttpStatus == 304)
        {
            throw Errors.PreconditionFailed(Header + "-If-None-Match");
        }

        var (offset, length) = Range(request.Header(Header + "-range"), info.Size);
        return length <= limit
            ? (offset, length)
            : throw Errors.InvalidRequest($"The specified copy source is larger than the maximum allowable size for a copy source: {limit}");
    }

    private static (long Offset, long Length) Range(string? header, long size)
    {
        if (header is null)
        {
            return (0, size);
        }

        var range = ByteRange.Find(header, size);
        var last = header.LastIndexOf('-');
        return range is not null && long.TryParse(header.AsSpan(last + 1), out var end) && end < size
            ? range.Value
            : throw Errors.InvalidArgument(
                Header + "-range", header, $"Range specified is not valid for source object of size: {size}");
    }

    private static (string Bucket, string Key, string? Version) Parse(string header)
    {
        string? version = null;
        var mark = header.LastIndexOf("?versionId=", StringComparison.Ordinal);
        if (mark >= 0)
        {
            version = S3Support.Version(header[(mark + "?versionId=".Length)..]);
            header = header[..mark];
        }

        var path = PercentCoding.Decode(header.StartsWith('/') ? header[1..] : header, plusIsSpace: false);
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == path.Length - 1)
        {
            throw Errors.InvalidCopySource();
        }

        var (bucket, key) = (path[..slash], path[(slash + 1)..]);
        S3Address.CheckKey(key);
        return S3Address.IsBucketName(bucket) ? (bucket, key, version) : throw Errors.InvalidBucketName(bucket);
    }
}
