using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Objects;

/// <summary>Deletes an object; one that is not there is as good as deleted.</summary>
/// <param name="store">The objects.</param>
internal sealed class DeleteObject(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.RequireBucket(request.Bucket);
        S3Support.RefuseVersion(request.Query("versionId"));
        store.Delete(request.Bucket, request.Key, Conditions.OfDelete(request.Key, request.Header("If-Match")));
        return Task.FromResult(S3Response.Empty(204));
    }
}
