namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>How an attempt to remove a bucket ended.</summary>
internal enum BucketRemoval
{
    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>There was none of that name.</summary>
    Missing,

    /// <summary>It holds objects, so it stays.</summary>
    NotEmpty,
}
