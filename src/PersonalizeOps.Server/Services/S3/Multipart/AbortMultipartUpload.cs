using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Multipart;

/// <summary>Ends an upload without an object.</summary>
/// <param name="store">The objects.</param>
internal sealed class AbortMultipartUpload(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        var upload = store.RequireUpload(request);
        return store.AbortUpload(upload) ? Task.FromResult(S3Response.Empty(204)) : throw Errors.NoSuchUpload(upload.Id);
    }
}
