namespace PersonalizeOps.Server.Storage;

/// <summary>What a state archive says of itself, in its entry <c>manifest.json</c>.</summary>
/// <param name="Format">The version of the archive's form.</param>
/// <param name="Product">The version of the server that wrote it.</param>
/// <param name="Files">All other entries.</param>
internal sealed record ArchiveManifest(int Format, string Product, IReadOnlyList<ArchivedFile> Files);
