using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Buckets;

/// <summary>Tells whether a bucket keeps versions; one that never did has no status.</summary>
/// <param name="store">The objects.</param>
internal sealed class GetBucketVersioning(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.RequireBucket(request.Bucket);
        var status = store.FindSetting(request.Bucket, BucketSetting.Versioning);
        return Task.FromResult(S3Response.OfXml("VersioningConfiguration", status is null ? null : new XElement("Status", status)));
    }
}
