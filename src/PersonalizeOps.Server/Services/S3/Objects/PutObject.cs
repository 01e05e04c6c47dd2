using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Objects;

/// <summary>Writes an object; a reader sees the old one or the new one, never a mixture.</summary>
/// <param name="store">The objects.</param>
/// <param name="options">The options.</param>
internal sealed class PutObject(ObjectStore store, ServerOptions options) : IS3Operation
{
    /// <inheritdoc/>
    public async Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.RequireBucket(request.Bucket);
        var headers = ObjectHeaderRules.Read(request);
        var condition = Conditions.OfWrite(request);
        using var content = await store.StageBodyAsync(request, Integrity.Of(request), options.MaxObjectBytes, cancellationToken);
        var info = store.Put(request.Bucket, request.Key, content, headers, condition);

        var response = S3Response.Empty();
        response.Headers["ETag"] = $"\"{info.ETag}\"";
        response.WriteVersion(info.Version);
        response.WriteChecksum(info.Checksum);
        return response;
    }
}
