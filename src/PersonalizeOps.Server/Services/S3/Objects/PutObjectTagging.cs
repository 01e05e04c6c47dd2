using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Objects;

/// <summary>Replaces an object's tags.</summary>
/// <param name="store">The objects.</param>
/// <param name="options">The options.</param>
internal sealed class PutObjectTagging(ObjectStore store, ServerOptions options) : IS3Operation
{
    /// <inheritdoc/>
    public async Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        var version = S3Support.Version(request.Query("versionId"));
        var document = await request.ReadXmlAsync("Tagging", options.MaxDocumentBytes, cancellationToken);
        var tags = Tagging.OfXml(document, Tagging.MostOfObject);
        var info = store.ChangeHeaders(request.Bucket, request.Key, version, headers => headers with { Tags = tags })
            ?? throw store.Missing(request.Bucket, request.Key, version);
        var response = S3Response.Empty();
        response.WriteVersion(info.Version);
        return response;
    }
}
