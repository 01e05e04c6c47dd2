using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Buckets;

/// <summary>Lets a bucket keep versions, or suspends that; there is no way back to a bucket that never kept any.</summary>
/// <param name="store">The objects.</param>
/// <param name="options">The options.</param>
internal sealed class PutBucketVersioning(ObjectStore store, ServerOptions options) : IS3Operation
{
    /// <inheritdoc/>
    public async Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.RequireBucket(request.Bucket);
        var document = await request.ReadXmlAsync("VersioningConfiguration", options.MaxDocumentBytes, cancellationToken);
        if (document.Text("MfaDelete") is "Enabled" || request.Header("x-amz-mfa") is not null)
        {
            throw Errors.HeaderNotImplemented("x-amz-mfa", "MfaDelete");
        }

        if (document.Text("Status") is not (BucketSetting.Enabled or BucketSetting.Suspended))
        {
            throw Errors.MalformedXml();
        }

        store.SetSetting(request.Bucket, BucketSetting.Versioning, document.Text("Status"));
        return S3Response.Empty();
    }
}
