using PersonalizeOps.Server.Storage.Checksums;

namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>A multipart upload that is neither completed nor aborted.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key the object will have.</param>
/// <param name="Initiated">When it was begun.</param>
internal sealed record UploadInfo(string Id, string Bucket, string Key, DateTimeOffset Initiated)
{
    /// <summary>Gets what the writer said of the object.</summary>
    public ObjectHeaders Headers { get; init; } = ObjectHeaders.None;

    /// <summary>Gets the checksum that the parts carry, if the upload names one.</summary>
    public ChecksumAlgorithm? ChecksumAlgorithm { get; init; }

    /// <summary>Gets the type of the object's checksum; null without an algorithm.</summary>
    public string? ChecksumType { get; init; }
}
