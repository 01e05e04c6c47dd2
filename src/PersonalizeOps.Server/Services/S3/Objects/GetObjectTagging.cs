using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Objects;

/// <summary>Gives an object's tags.</summary>
/// <param name="store">The objects.</param>
internal sealed class GetObjectTagging(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        var version = S3Support.Version(request.Query("versionId"));
        using var content = store.OpenRead(request.Bucket, request.Key, version, (_, _) => (0, 0)) ?? throw store.Missing(request.Bucket, request.Key, version);
        var response = S3Response.OfXml("Tagging", Tagging.Element(content.Info.Headers.Tags));
        response.WriteVersion(content.Info.Version);
        return Task.FromResult(response);
    }
}
