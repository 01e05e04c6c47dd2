using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Objects;

/// <summary>Lists a bucket's objects in pages with tokens.</summary>
/// <param name="store">The objects.</param>
internal sealed class ListObjectsV2(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.RequireBucket(request.Bucket);
        var (prefix, delimiter) = (request.Query("prefix") ?? "", request.Query("delimiter") ?? "");
        var (token, startAfter) = (request.Query("continuation-token"), request.Query("start-after"));
        if (token is "")
        {
            throw Errors.InvalidArgument("continuation-token", token, "The continuation token provided is incorrect");
        }

        var encode = request.WantsUrlEncoding();
        var limit = request.Number("max-keys", otherwise: 1000, least: 0, greatest: 1000);
        var after = token is null ? startAfter ?? "" : PageToken.Read(token);
        var page = ObjectListing.Read(store, request.Bucket, prefix, delimiter, after, limit);
        return Task.FromResult(S3Response.OfXml(
            "ListBucketResult",
            new XElement("Name", request.Bucket),
            new XElement("Prefix", S3Support.Encode(prefix, encode)),
            startAfter is null ? null : new XElement("StartAfter", S3Support.Encode(startAfter, encode)),
            token is null ? null : new XElement("ContinuationToken", token),
            page.Last is null ? null : new XElement("NextContinuationToken", PageToken.Write(page.Last)),
            new XElement("KeyCount", page.Count),
            new XElement("MaxKeys", limit),
            delimiter.Length == 0 ? null : new XElement("Delimiter", S3Support.Encode(delimiter, encode)),
            encode ? new XElement("EncodingType", "url") : null,
            new XElement("IsTruncated", page.Last is not null),
            page.Objects.Select(info => ListedObject.Element(info, encode, request.Query("fetch-owner") == "true")),
            S3Support.CommonPrefixes(page.Prefixes, encode)));
    }
}
