namespace PersonalizeOps.Server.Storage;

/// <summary>A file in a state archive.</summary>
/// <param name="Path">Its path below the state folder, with slashes.</param>
/// <param name="Size">Its length, in bytes.</param>
/// <param name="Sha256">The SHA-256 of its content, in lower-case hex.</param>
internal sealed record ArchivedFile(string Path, long Size, string Sha256);
