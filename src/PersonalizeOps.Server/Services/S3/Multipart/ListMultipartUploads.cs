using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Checksums;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Multipart;

/// <summary>Lists the uploads of a bucket in pages, by key and id.</summary>
/// <param name="store">The objects.</param>
internal sealed class ListMultipartUploads(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.RequireBucket(request.Bucket);
        var (prefix, delimiter) = (request.Query("prefix") ?? "", request.Query("delimiter") ?? "");
        var (keyMarker, idMarker) = (request.Query("key-marker") ?? "", request.Query("upload-id-marker") ?? "");
        var encode = request.WantsUrlEncoding();
        var limit = request.Number("max-uploads", otherwise: 1000, least: 1, greatest: 1000);
        var page = UploadListing.Read(store.ListUploads(request.Bucket, prefix), prefix, delimiter, keyMarker, idMarker, limit);
        return Task.FromResult(S3Response.OfXml(
            "ListMultipartUploadsResult",
            new XElement("Bucket", request.Bucket),
            new XElement("KeyMarker", S3Support.Encode(keyMarker, encode)),
            new XElement("UploadIdMarker", idMarker),
            page.IsTruncated ? new XElement("NextKeyMarker", S3Support.Encode(page.LastKey, encode)) : null,
            page.IsTruncated ? new XElement("NextUploadIdMarker", page.LastId) : null,
            new XElement("Prefix", S3Support.Encode(prefix, encode)),
            delimiter.Length == 0 ? null : new XElement("Delimiter", S3Support.Encode(delimiter, encode)),
            encode ? new XElement("EncodingType", "url") : null,
            new XElement("MaxUploads", limit),
            new XElement("IsTruncated", page.IsTruncated),
            page.Uploads.Select(upload => Element(upload, encode)),
            S3Support.CommonPrefixes(page.Prefixes, encode)));
    }

    private static XElement Element(UploadInfo upload, bool encode) => new(
        "Upload",
        new XElement("Key", S3Support.Encode(upload.Key, encode)),
        new XElement("UploadId", upload.Id),
        S3Xml.Owner("Initiator"),
        S3Xml.Owner("Owner"),
        new XElement("StorageClass", "STANDARD"),
        new XElement("Initiated", S3Xml.Time(upload.Initiated)),
        upload.ChecksumAlgorithm is { } algorithm ? new XElement("ChecksumAlgorithm", algorithm.ApiName()) : null,
        upload.ChecksumType is { } type ? new XElement("ChecksumType", type) : null);
}
