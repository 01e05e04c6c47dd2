using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Objects;

/// <summary>Deletes an object or a version of it; one that is not there is as good as deleted.</summary>
/// <param name="store">The objects.</param>
internal sealed class DeleteObject(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.RequireBucket(request.Bucket);
        var version = S3Support.Version(request.Query("versionId"));
        var deletion = store.Delete(request.Bucket, request.Key, version, Conditions.OfDelete(request.Key, request.Header("If-Match")));
        var response = S3Response.Empty(204);
        response.WriteVersion(deletion.Version);
        if (deletion.IsMarker)
        {
            response.Headers["x-amz-delete-marker"] = "true";
        }

        return Task.FromResult(response);
    }
}
