using System.Xml.Linq;
using PersonalizeOps.Server.Protocol;
using PersonalizeOps.Server.Storage.Checksums;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Multipart;

/// <summary>Makes an upload's parts an object.</summary>
/// <param name="store">The objects.</param>
/// <param name="options">The options.</param>
internal sealed class CompleteMultipartUpload(ObjectStore store, ServerOptions options) : IS3Operation
{
    /// <inheritdoc/>
    public async Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        var upload = store.RequireUpload(request);
        var condition = Conditions.OfWrite(request);
        var parts = await ReadPartsAsync(request, cancellationToken);
        var assembly = new PartAssembly(upload, parts);
        var info = store.CompleteUpload(
            upload,
            uploaded =>
            {
                var assembled = assembly.Assemble(uploaded);
                CheckWhole(request, assembled.Parts.Sum(part => part.Size), assembled.Checksum);
                return assembled;
            },
            condition) ?? throw Errors.NoSuchUpload(upload.Id);
        var response = S3Response.OfXml(
            "CompleteMultipartUploadResult",
            new XElement("Location", $"{request.Endpoint}/{info.Bucket}/{PercentCoding.Encode(info.Key, keepSlash: true)}"),
            new XElement("Bucket", info.Bucket),
            new XElement("Key", info.Key),
            new XElement("ETag", $"\"{info.ETag}\""),
            ChecksumAnswer.Elements(info.Checksum));
        response.WriteVersion(info.Version);
        return response;
    }

    private static void CheckWhole(S3Request request, long size, ObjectChecksum? checksum)
    {
        if (request.Header("x-amz-mp-object-size") is { } expectedSize && expectedSize != size.ToString())
        {
            throw Errors.InvalidRequest($"The provided 'x-amz-mp-object-size' header value {expectedSize} does not match what was computed: {size}");
        }

        if (checksum is not null && request.Header(checksum.Algorithm.HeaderName()) is { } expected && expected != checksum.Value)
        {
            throw Errors.BadDigest(checksum.Algorithm.ApiName());
        }
    }

    // The checksum headers of this request are of the object, not of the document in its body.
    private async Task<IReadOnlyList<XElement>> ReadPartsAsync(S3Request request, CancellationToken cancellationToken)
    {
        var document = await XmlBody.ReadAsync(request.Body, options.MaxDocumentBytes, cancellationToken);
        var parts = document.Children("Part").ToList();
        return document.Name.LocalName == "CompleteMultipartUpload" && parts.Count is > 0 and <= PartNumbers.Greatest ? parts : throw Errors.MalformedXml();
    }
}
