using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Buckets;

/// <summary>Removes a bucket's tags.</summary>
/// <param name="store">The objects.</param>
internal sealed class DeleteBucketTagging(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.SetSetting(request.Bucket, BucketSetting.Tagging, null);
        return Task.FromResult(S3Response.Empty(204));
    }
}
