using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Checksums;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Multipart;

/// <summary>Begins an upload in parts.</summary>
/// <param name="store">The objects.</param>
internal sealed class CreateMultipartUpload(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        var (algorithm, type) = ChecksumChoice.Read(request);
        var upload = store.CreateUpload(request.Bucket, request.Key, ObjectHeaderRules.Read(request), algorithm, type);
        var response = S3Response.OfXml(
            "InitiateMultipartUploadResult",
            new XElement("Bucket", upload.Bucket),
            new XElement("Key", upload.Key),
            new XElement("UploadId", upload.Id));
        if (algorithm is not null)
        {
            response.Headers["x-amz-checksum-algorithm"] = algorithm.Value.ApiName();
            response.Headers["x-amz-checksum-type"] = type!;
        }

        return Task.FromResult(response);
    }
}
