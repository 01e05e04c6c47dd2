namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>The bucket that something is to be written to does not exist.</summary>
/// <param name="bucket">Its name.</param>
internal sealed class BucketNotFoundException(string bucket) : IOException($"The bucket '{bucket}' does not exist.")
{
    /// <summary>Gets the bucket's name.</summary>
    public string Bucket { get; } = bucket;
}
