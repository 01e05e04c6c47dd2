using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Objects;

/// <summary>Removes an object's tags.</summary>
/// <param name="store">The objects.</param>
internal sealed class DeleteObjectTagging(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        var version = S3Support.Version(request.Query("versionId"));
        var info = store.ChangeHeaders(request.Bucket, request.Key, version, headers => headers with { Tags = null })
            ?? throw store.Missing(request.Bucket, request.Key, version);
        var response = S3Response.Empty(204);
        response.WriteVersion(info.Version);
        return Task.FromResult(response);
    }
}
