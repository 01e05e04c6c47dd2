namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>What a deletion did.</summary>
/// <param name="Found">Whether there was what it names.</param>
/// <param name="Version">The id of the version that was removed, or of the marker that was written; null in buckets that keep no versions.</param>
/// <param name="IsMarker">Whether that is a delete marker.</param>
internal sealed record ObjectDeletion(bool Found, string? Version, bool IsMarker);
