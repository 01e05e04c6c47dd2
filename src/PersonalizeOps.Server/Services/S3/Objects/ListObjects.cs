using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Objects;

/// <summary>Lists a bucket's objects in pages with markers, as clients did before <see cref="ListObjectsV2"/>.</summary>
/// <param name="store">The objects.</param>
internal sealed class ListObjects(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.RequireBucket(request.Bucket);
        var (prefix, delimiter, marker) = (request.Query("prefix") ?? "", request.Query("delimiter") ?? "", request.Query("marker") ?? "");
        var encode = request.WantsUrlEncoding();
        var limit = request.Number("max-keys", otherwise: 1000, least: 0, greatest: 1000);
        var page = ObjectListing.Read(store, request.Bucket, prefix, delimiter, marker, limit);

        // Without a delimiter the last key is the next marker, and S3 does not repeat it.
        var next = delimiter.Length == 0 ? null : page.Last;
        return Task.FromResult(S3Response.OfXml(
            "ListBucketResult",
            new XElement("Name", request.Bucket),
            new XElement("Prefix", S3Support.Encode(prefix, encode)),
            new XElement("Marker", S3Support.Encode(marker, encode)),
            next is null ? null : new XElement("NextMarker", S3Support.Encode(next, encode)),
            new XElement("MaxKeys", limit),
            delimiter.Length == 0 ? null : new XElement("Delimiter", S3Support.Encode(delimiter, encode)),
            encode ? new XElement("EncodingType", "url") : null,
            new XElement("IsTruncated", page.Last is not null),
            page.Objects.Select(info => ListedObject.Element(info, encode, withOwner: true)),
            S3Support.CommonPrefixes(page.Prefixes, encode)));
    }
}
