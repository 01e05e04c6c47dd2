using System.Text;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3;

/// <summary>How the headers of a write become those of the object, and those of the answers to reads.</summary>
internal static class ObjectHeaderRules
{
    private const string MetadataPrefix = "x-amz-meta-";
    private const int LargestMetadata = 2048;

    private static readonly string[] Standard = ["Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Expires"];

    /// <summary>Headers whose values that change nothing are taken; all other values ask for what is not built.</summary>
    private static readonly (string Name, string[] Harmless)[] Unsupported =
    [
        ("x-amz-acl", ["private", "bucket-owner-full-control", "bucket-owner-read"]),
        ("x-amz-storage-class", ["STANDARD"]),
        ("x-amz-server-side-encryption", []),
        ("x-amz-server-side-encryption-customer-algorithm", []),
        ("x-amz-website-redirect-location", []),
        ("x-amz-object-lock-mode", []),
        ("x-amz-object-lock-legal-hold", ["OFF"]),
        ("x-amz-grant-full-control", []),
        ("x-amz-grant-read", []),
        ("x-amz-grant-read-acp", []),
        ("x-amz-grant-write-acp", []),
        ("x-amz-write-offset-bytes", []),
    ];

    /// <summary>Reads the object's headers from those of a write.</summary>
    /// <exception cref="ServiceError">MetadataTooLarge, or NotImplemented for a header that asks for what is not built.</exception>
    public static ObjectHeaders Read(S3Request request)
    {
        Refuse(request);
        var metadata = request.Headers
            .Where(header => header.Key.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key[MetadataPrefix.Length..].ToLowerInvariant(), header => header.Value);
        var size = metadata.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value));
        if (size > LargestMetadata)
        {
            throw Errors.MetadataTooLarge(size);
        }

        return new ObjectHeaders
        {
            ContentType = request.Header("Content-Type") is { Length: > 0 } type ? type : null,
            Standard = Standard
                .Select(name => (Name: name, Value: name == "Content-Encoding" ? WithoutChunked(request.Header(name)) : request.Header(name)))
                .Where(pair => !string.IsNullOrEmpty(pair.Value))
                .ToDictionary(pair => pair.Name, pair => pair.Value!),
            Metadata = metadata,
            Tags = Tagging.OfHeader(request.Header("x-amz-tagging")),
        };
    }

    /// <summary>Tells whether S3 takes a text for a header of an answer: one of ISO-8859-1, without control characters.</summary>
    public static bool IsSendable(string value) => value.All(character => character <= '\u00FF' && (character == '\t' || !char.IsControl(character)));

    /// <summary>Refuses headers that ask for what is not built, rather than do less than was asked.</summary>
    /// <exception cref="ServiceError">NotImplemented.</exception>
    public static void Refuse(S3Request request)
    {
        foreach (var (name, harmless) in Unsupported)
        {
            if (request.Header(name) is { } value && !harmless.Contains(value))
            {
                throw Errors.HeaderNotImplemented(name, value);
            }
        }
    }

    /// <summary>Writes an object's headers into an answer.</summary>
    public static void Write(S3Response response, ObjectInfo info)
    {
        var headers = response.Headers;
        headers["ETag"] = $"\"{info.ETag}\"";
        headers["Last-Modified"] = info.LastModified.ToString("r");
        headers["Accept-Ranges"] = "bytes";
        response.WriteVersion(info.Version);
        if (info.Headers.Tags is { Count: > 0 } tags)
        {
            headers["x-amz-tagging-count"] = tags.Count.ToString();
        }

        headers["Content-Type"] = info.Headers.ContentType ?? "binary/octet-stream";
        foreach (var (name, value) in info.Headers.Standard)
        {
            headers[name] = value;
        }

        foreach (var (name, value) in info.Headers.Metadata)
        {
            headers[MetadataPrefix + name] = Encoded(value);
        }
    }

    // Metadata beyond ASCII goes out by RFC 2047. Source: S3 user guide, "Working with object metadata".
    private static string Encoded(string value) =>
        Ascii.IsValid(value) ? value : $"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}?=";

    // aws-chunked was taken off on the way in.
    private static string? WithoutChunked(string? encoding) => encoding is null
        ? null
        : string.Join(",", encoding.Split(',', StringSplitOptions.TrimEntries).Where(part => part != "aws-chunked"));
}
