namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>What can be set for a bucket, as the index names it.</summary>
internal static class BucketSetting
{
    /// <summary><see cref="Enabled"/> or <see cref="Suspended"/>; not set for a bucket that never kept versions.</summary>
    public const string Versioning = "versioning";

    /// <summary>Every write makes a version.</summary>
    public const string Enabled = "Enabled";

    /// <summary>Versions are kept, and writes replace the version <c>null</c>.</summary>
    public const string Suspended = "Suspended";

    /// <summary>Tags, as the XML of their <c>TagSet</c>.</summary>
    public const string Tagging = "tagging";

    /// <summary>The status of transfer acceleration.</summary>
    public const string Acceleration = "acceleration";

    /// <summary>The notification configuration, as XML.</summary>
    public const string Notification = "notification";
}
