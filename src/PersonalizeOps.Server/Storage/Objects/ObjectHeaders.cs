using System.Collections.Frozen;

namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>What a writer says of an object and a reader gets back as headers.</summary>
internal sealed record ObjectHeaders
{
    /// <summary>Gets headers without any.</summary>
    public static ObjectHeaders None { get; } = new();

    /// <summary>Gets the content type; null for S3's <c>binary/octet-stream</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>Gets the other standard headers (Cache-Control, Content-Disposition, Content-Encoding, Content-Language, Expires) by name.</summary>
    public IReadOnlyDictionary<string, string> Standard { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Gets the tags; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Gets the user's metadata by lower-case name without <c>x-amz-meta-</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = FrozenDictionary<string, string>.Empty;
}
