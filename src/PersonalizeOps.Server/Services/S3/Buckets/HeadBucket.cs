using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Buckets;

/// <summary>Tells whether a bucket exists, and its region.</summary>
/// <param name="store">The objects.</param>
internal sealed class HeadBucket(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        var response = S3Response.Empty();
        response.Headers["x-amz-bucket-region"] = store.RequireBucket(request.Bucket).Region;
        return Task.FromResult(response);
    }
}
