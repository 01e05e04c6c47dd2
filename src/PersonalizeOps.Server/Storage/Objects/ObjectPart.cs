namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>A file of an object's content.</summary>
/// <param name="Number">The part's number; 1 for an object written at once.</param>
/// <param name="File">The file's name.</param>
/// <param name="Size">Its length, in bytes.</param>
/// <param name="Checksum">The part's checksum in base64, if it has one.</param>
internal sealed record ObjectPart(int Number, string File, long Size, string? Checksum);
