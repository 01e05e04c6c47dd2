using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Buckets;

/// <summary>Lists buckets by name, in pages when <c>max-buckets</c> asks for them.</summary>
/// <param name="store">The objects.</param>
internal sealed class ListBuckets(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        var limit = request.Number("max-buckets", 10_000, least: 1, greatest: 10_000);
        var prefix = request.Query("prefix") ?? "";
        var after = request.Query("continuation-token") is { Length: > 0 } token ? PageToken.Read(token) : "";
        var region = request.Query("bucket-region");
        var matches = store.ListBuckets()
            .Where(bucket => bucket.Name.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(bucket.Name, after) > 0)
            .Where(bucket => region is null || bucket.Region == region)
            .ToList();
        return Task.FromResult(S3Response.OfXml(
            "ListAllMyBucketsResult",
            S3Xml.Owner("Owner"),
            new XElement("Buckets", matches.Take(limit).Select(Element)),
            prefix.Length > 0 ? new XElement("Prefix", prefix) : null,
            matches.Count > limit ? new XElement("ContinuationToken", PageToken.Write(matches[limit - 1].Name)) : null));
    }

    private static XElement Element(BucketInfo bucket) => new(
        "Bucket",
        new XElement("Name", bucket.Name),
        new XElement("CreationDate", S3Xml.Time(bucket.Created)),
        new XElement("BucketRegion", bucket.Region));
}
