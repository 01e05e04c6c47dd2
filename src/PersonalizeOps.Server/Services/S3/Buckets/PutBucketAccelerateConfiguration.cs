using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Buckets;

/// <summary>Keeps whether a bucket has transfer acceleration; on this machine nothing gets faster by it.</summary>
/// <param name="store">The objects.</param>
/// <param name="options">The options.</param>
internal sealed class PutBucketAccelerateConfiguration(ObjectStore store, ServerOptions options) : IS3Operation
{
    /// <inheritdoc/>
    public async Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.RequireBucket(request.Bucket);
        var document = await request.ReadXmlAsync("AccelerateConfiguration", options.MaxDocumentBytes, cancellationToken);
        if (request.Bucket.Contains('.'))
        {
            throw Errors.InvalidRequest("S3 Transfer Acceleration is not supported for buckets with periods (.) in their names");
        }

        if (document.Text("Status") is not ("Enabled" or "Suspended"))
        {
            throw Errors.MalformedXml();
        }

        store.SetSetting(request.Bucket, BucketSetting.Acceleration, document.Text("Status"));
        return S3Response.Empty();
    }
}
