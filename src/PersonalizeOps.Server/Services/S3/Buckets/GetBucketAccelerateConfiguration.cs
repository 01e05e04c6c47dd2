using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Buckets;

/// <summary>Tells whether a bucket has transfer acceleration; one that never had has no status.</summary>
/// <param name="store">The objects.</param>
internal sealed class GetBucketAccelerateConfiguration(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.RequireBucket(request.Bucket);
        var status = store.FindSetting(request.Bucket, BucketSetting.Acceleration);
        return Task.FromResult(S3Response.OfXml("AccelerateConfiguration", status is null ? null : new XElement("Status", status)));
    }
}
