using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Checksums;
using PersonalizeOps.Server.Storage.Objects;
using StoredPart = PersonalizeOps.Server.Storage.Objects.UploadPart;

namespace PersonalizeOps.Server.Services.S3.Multipart;

/// <summary>Lists the parts of an upload in pages.</summary>
/// <param name="store">The objects.</param>
internal sealed class ListParts(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        var upload = store.RequireUpload(request);
        var limit = request.Number("max-parts", otherwise: 1000, least: 0, greatest: 1000);
        var marker = request.Number("part-number-marker", otherwise: 0, least: 0, greatest: int.MaxValue);
        var parts = store.ListParts(upload.Id).Where(part => part.Number > marker).ToList();
        var page = parts.Take(limit).ToList();
        return Task.FromResult(S3Response.OfXml(
            "ListPartsResult",
            new XElement("Bucket", upload.Bucket),
            new XElement("Key", S3Support.Encode(upload.Key, request.WantsUrlEncoding())),
            new XElement("UploadId", upload.Id),
            S3Xml.Owner("Initiator"),
            S3Xml.Owner("Owner"),
            new XElement("StorageClass", "STANDARD"),
            new XElement("PartNumberMarker", marker),
            new XElement("NextPartNumberMarker", page.Count == 0 ? marker : page[^1].Number),
            new XElement("MaxParts", limit),
            new XElement("IsTruncated", parts.Count > page.Count),
            upload.ChecksumAlgorithm is { } algorithm ? new XElement("ChecksumAlgorithm", algorithm.ApiName()) : null,
            upload.ChecksumType is { } type ? new XElement("ChecksumType", type) : null,
            page.Select(part => Element(upload, part))));
    }

    private static XElement Element(UploadInfo upload, StoredPart part) => new(
        "Part",
        new XElement("PartNumber", part.Number),
        new XElement("LastModified", S3Xml.Time(part.LastModified)),
        new XElement("ETag", $"\"{part.ETag}\""),
        new XElement("Size", part.Size),
        upload.ChecksumAlgorithm is { } algorithm && part.Checksum is not null ? new XElement(algorithm.ElementName(), part.Checksum) : null);
}
