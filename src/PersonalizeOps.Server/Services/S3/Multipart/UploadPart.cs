using PersonalizeOps.Server.Storage.Checksums;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Multipart;

/// <summary>Takes in a part.</summary>
/// <param name="store">The objects.</param>
/// <param name="options">The options.</param>
internal sealed class UploadPart(ObjectStore store, ServerOptions options) : IS3Operation
{
    /// <inheritdoc/>
    public async Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        var number = PartNumbers.Read(request);
        var upload = store.RequireUpload(request);
        var integrity = Integrity.Of(request, upload.ChecksumAlgorithm ?? ObjectStore.DefaultChecksum);
        if (upload.ChecksumAlgorithm is { } algorithm && integrity.Algorithm != algorithm)
        {
            throw Errors.InvalidRequest(
                $"Checksum Type mismatch occurred, expected checksum Type: {algorithm.ApiName()}, actual checksum Type: {integrity.Algorithm.ApiName()}");
        }

        using var content = await store.StageBodyAsync(request, integrity, options.MaxObjectBytes, cancellationToken);
        var part = store.PutPart(upload, number, content) ?? throw Errors.NoSuchUpload(upload.Id);
        var response = S3Response.Empty();
        response.Headers["ETag"] = $"\"{part.ETag}\"";
        if (integrity.IsNamed || upload.ChecksumAlgorithm is not null)
        {
            response.Headers[integrity.Algorithm.HeaderName()] = Convert.ToBase64String(content.Checksum);
        }

        return response;
    }
}
