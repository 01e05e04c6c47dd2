namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>An object without its content.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key.</param>
/// <param name="Size">The length of the content, in bytes.</param>
/// <param name="LastModified">When it was written.</param>
/// <param name="ETag">The entity tag without quotes: the MD5 of the content, or of the parts' MD5s with <c>-N</c> behind it.</param>
internal sealed record ObjectInfo(string Bucket, string Key, long Size, DateTimeOffset LastModified, string ETag)
{
    /// <summary>Gets what the writer said of it.</summary>
    public ObjectHeaders Headers { get; init; } = ObjectHeaders.None;

    /// <summary>Gets the id of this version; null for the version <c>null</c>, the only one where the bucket keeps none.</summary>
    public string? Version { get; init; }

    /// <summary>Gets its checksum, if it has one.</summary>
    public ObjectChecksum? Checksum { get; init; }
}
