namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>A version of an object in a list.</summary>
/// <param name="Info">The object; of a marker only key, time and version mean something.</param>
/// <param name="IsLatest">Whether it is the newest of its key.</param>
/// <param name="IsMarker">Whether it says that the object was deleted.</param>
internal sealed record ObjectVersion(ObjectInfo Info, bool IsLatest, bool IsMarker);
