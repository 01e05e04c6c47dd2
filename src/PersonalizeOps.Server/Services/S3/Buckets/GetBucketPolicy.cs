using System.Text;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Buckets;

/// <summary>Gives a bucket's policy as it was put.</summary>
/// <param name="store">The objects.</param>
internal sealed class GetBucketPolicy(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        var policy = store.RequireBucket(request.Bucket).Policy ?? throw Errors.NoSuchBucketPolicy(request.Bucket);
        var response = new S3Response { Content = new MemoryStream(Encoding.UTF8.GetBytes(policy)) };
        response.Headers["Content-Type"] = "application/json";
        return Task.FromResult(response);
    }
}
