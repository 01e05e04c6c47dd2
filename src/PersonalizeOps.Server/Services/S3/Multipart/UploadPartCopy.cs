using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Checksums;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Multipart;

/// <summary>Makes an object, or a range of it, a part.</summary>
/// <param name="store">The objects.</param>
/// <param name="options">The options.</param>
internal sealed class UploadPartCopy(ObjectStore store, ServerOptions options) : IS3Operation
{
    /// <inheritdoc/>
    public async Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        var number = PartNumbers.Read(request);
        var upload = store.RequireUpload(request);
        await using var source = CopySource.Open(store, request, options.MaxObjectBytes);
        using var content = await store.StageAsync(source, upload.ChecksumAlgorithm ?? ObjectStore.DefaultChecksum, cancellationToken);
        var part = store.PutPart(upload, number, content) ?? throw Errors.NoSuchUpload(upload.Id);
        return S3Response.OfXml(
            "CopyPartResult",
            new XElement("LastModified", S3Xml.Time(part.LastModified)),
            new XElement("ETag", $"\"{part.ETag}\""),
            upload.ChecksumAlgorithm is { } algorithm ? new XElement(algorithm.ElementName(), part.Checksum) : null);
    }
}
