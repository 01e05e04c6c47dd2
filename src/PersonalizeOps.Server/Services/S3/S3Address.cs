using System.Text;
using System.Text.RegularExpressions;
using PersonalizeOps.Server.Protocol;

namespace PersonalizeOps.Server.Services.S3;

/// <summary>Bucket and key of a request, by path (<c>/bucket/key</c>) or by host (<c>bucket.localhost</c>).</summary>
/// <param name="Bucket">The bucket; null for the service itself.</param>
/// <param name="Key">The key; null for the bucket itself. Any text is one: dots and slashes mean nothing.</param>
internal sealed partial record S3Address(string? Bucket, string? Key)
{
    private const int LongestKey = 1024;

    /// <summary>Reads the address of a request.</summary>
    /// <param name="rawPath">The path as it came over the wire.</param>
    /// <param name="host">The host name without port.</param>
    /// <param name="serverHost">The server's own host name.</param>
    /// <exception cref="ServiceError">InvalidURI, InvalidBucketName, KeyTooLongError.</exception>
    public static S3Address Parse(string rawPath, string host, string serverHost)
    {
        var path = rawPath[1..];
        if (BucketOfHost(host, serverHost) is { } hosted)
        {
            return Check(hosted, path);
        }

        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? Check(PercentCoding.Decode(path), "") : Check(PercentCoding.Decode(path[..slash]), path[(slash + 1)..]);
    }

    /// <summary>Tells whether a name follows S3's rules for buckets.</summary>
    public static bool IsBucketName(string name) =>
        name.Length is >= 3 and <= 63
        && BucketName().IsMatch(name)
        && !name.Contains("..", StringComparison.Ordinal)
        && !Ipv4Like().IsMatch(name)
        && !ReservedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
        && !ReservedSuffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal));

    /// <summary>Refuses a key that S3 would not take.</summary>
    public static void CheckKey(string key)
    {
        var size = Encoding.UTF8.GetByteCount(key);
        if (size > LongestKey)
        {
            throw Errors.KeyTooLong(size);
        }

        if (key.Contains('\0'))
        {
            throw Errors.InvalidUri();
        }
    }

    private static readonly string[] ReservedPrefixes = ["xn--", "sthree-"];

    private static readonly string[] ReservedSuffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

    private static S3Address Check(string bucket, string rawKey)
    {
        if (bucket.Length == 0)
        {
            return rawKey.Length == 0 ? new S3Address(null, null) : throw Errors.InvalidBucketName(bucket);
        }

        if (!IsBucketName(bucket))
        {
            throw Errors.InvalidBucketName(bucket);
        }

        var key = PercentCoding.Decode(rawKey);
        CheckKey(key);
        return new S3Address(bucket, key.Length == 0 ? null : key);
    }

    private static string? BucketOfHost(string host, string serverHost)
    {
        foreach (var domain in new[] { "localhost", serverHost })
        {
            if (host.Length > domain.Length && HostNames.IsUnder(host, domain) && !System.Net.IPAddress.TryParse(host, out _))
            {
                var bucket = ServiceSuffix().Replace(host[..^(domain.Length + 1)], "");
                return bucket.Length == 0 ? null : bucket;
            }
        }

        return null;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]*[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex BucketName();

    [GeneratedRegex(@"\A\d+\.\d+\.\d+\.\d+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Ipv4Like();

    [GeneratedRegex(@"(\A|\.)s3(\.[a-z0-9-]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ServiceSuffix();
}
