using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Buckets;

/// <summary>Replaces a bucket's tags.</summary>
/// <param name="store">The objects.</param>
/// <param name="options">The options.</param>
internal sealed class PutBucketTagging(ObjectStore store, ServerOptions options) : IS3Operation
{
    /// <inheritdoc/>
    public async Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.RequireBucket(request.Bucket);
        var document = await request.ReadXmlAsync("Tagging", options.MaxDocumentBytes, cancellationToken);
        var tags = Tagging.Element(Tagging.OfXml(document, Tagging.MostOfBucket));
        store.SetSetting(request.Bucket, BucketSetting.Tagging, tags.ToString(SaveOptions.DisableFormatting));
        return S3Response.Empty(204);
    }
}
