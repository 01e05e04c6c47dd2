using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PersonalizeOps.Server.Protocol.Signing;

/// <summary>Presigned URLs of signature version 2, which boto3 still makes for S3 unless told otherwise. Only in the query, only for S3, only by path.</summary>
/// <remarks>Source: "Signing and authenticating REST requests (AWS signature version 2)", Amazon S3 user guide.</remarks>
internal static class OldPresignedUrl
{
    private static readonly HashSet<string> SubResources = new(StringComparer.Ordinal)
    {
        "accelerate", "acl", "cors", "delete", "lifecycle", "location", "logging", "notification", "partNumber", "policy", "requestPayment", "restore",
        "tagging", "torrent", "uploadId", "uploads", "versionId", "versioning", "versions", "website",
        "response-cache-control", "response-content-disposition", "response-content-encoding", "response-content-language", "response-content-type", "response-expires",
    };

    /// <summary>Tells whether a request has such a signature.</summary>
    public static bool IsClaimed(RequestTarget line) => line.Find("AWSAccessKeyId") is not null && line.Find("Signature") is not null;

    /// <summary>Reads the claim.</summary>
    /// <exception cref="ServiceError">The signature is incomplete.</exception>
    public static SignatureClaim Read(Call call)
    {
        if (!long.TryParse(call.Line.Find("Expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var expires) || expires > 253402300799)
        {
            throw Errors.IncompleteSignature(WireFormat.RestXml, presigned: true, "Expires must be a number of seconds since 1970.");
        }

        return new SignatureClaim
        {
            AccessKeyId = call.Line.Find("AWSAccessKeyId")!,
            Day = "",
            Region = "us-east-1",
            Service = "s3",
            SignedHeaders = [],
            Signature = call.Line.Find("Signature")!,
            Stamp = expires.ToString(CultureInfo.InvariantCulture),
            Time = DateTimeOffset.FromUnixTimeSeconds(expires),
            Lifetime = TimeSpan.Zero,
            IsOldForm = true,
        };
    }

    /// <summary>Tells in constant time whether a request has the signature it would have.</summary>
    public static bool Verifies(Call call, SignatureClaim claim, string secret)
    {
#pragma warning disable CA5350 // The signature version is defined with SHA-1.
        var expected = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(StringToSign(call, claim))));
#pragma warning restore CA5350
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(claim.Signature));
    }

    private static string StringToSign(Call call, SignatureClaim claim)
    {
        var amazon = call.Http.Request.Headers
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: string.Join(',', header.Value.Select(value => value!.Trim()))))
            .Where(header => header.Name.StartsWith("x-amz-", StringComparison.Ordinal))
            .OrderBy(header => header.Name, StringComparer.Ordinal)
            .Select(header => $"{header.Name}:{header.Value}\n");
        var parameters = call.Line.Query
            .Where(pair => SubResources.Contains(pair.Key))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Value.Length == 0 ? pair.Key : $"{pair.Key}={pair.Value}");
        var query = string.Join('&', parameters);
        return $"{call.Http.Request.Method}\n{call.Header("Content-MD5")}\n{call.Header("Content-Type")}\n{claim.Stamp}\n"
            + $"{string.Concat(amazon)}{call.Line.RawPath}{(query.Length > 0 ? "?" + query : "")}";
    }
}
