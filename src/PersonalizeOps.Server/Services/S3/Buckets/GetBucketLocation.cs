using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Buckets;

/// <summary>Tells a bucket's region; the oldest one is told by nothing.</summary>
/// <param name="store">The objects.</param>
internal sealed class GetBucketLocation(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        var region = store.RequireBucket(request.Bucket).Region;
        return Task.FromResult(S3Response.OfXml("LocationConstraint", region == "us-east-1" ? null : region));
    }
}
