using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Buckets;

/// <summary>Deletes a bucket without objects.</summary>
/// <param name="store">The objects.</param>
internal sealed class DeleteBucket(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken) => store.DeleteBucket(request.Bucket) switch
    {
        BucketRemoval.NotEmpty => throw Errors.BucketNotEmpty(request.Bucket),
        BucketRemoval.Missing => throw Errors.NoSuchBucket(request.Bucket),
        _ => Task.FromResult(S3Response.Empty(204)),
    };
}
