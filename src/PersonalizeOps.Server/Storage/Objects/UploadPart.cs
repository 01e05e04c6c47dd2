namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>A part of a multipart upload.</summary>
/// <param name="Number">Its number, 1 to 10,000.</param>
/// <param name="File">The file of its content.</param>
/// <param name="Size">Its length, in bytes.</param>
/// <param name="ETag">The MD5 of its content, without quotes.</param>
/// <param name="LastModified">When it was written.</param>
/// <param name="Checksum">Its checksum in base64, if the upload has one.</param>
internal sealed record UploadPart(int Number, string File, long Size, string ETag, DateTimeOffset LastModified, string? Checksum);
