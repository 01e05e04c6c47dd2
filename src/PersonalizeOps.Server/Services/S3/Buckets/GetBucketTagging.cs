using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Buckets;

/// <summary>Gives a bucket's tags.</summary>
/// <param name="store">The objects.</param>
internal sealed class GetBucketTagging(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.RequireBucket(request.Bucket);
        var tags = store.FindSetting(request.Bucket, BucketSetting.Tagging) ?? throw Errors.NoSuchTagSet(request.Bucket);
        return Task.FromResult(S3Response.OfXml("Tagging", XElement.Parse(tags)));
    }
}
