using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Buckets;

/// <summary>Replaces a bucket's notification configuration. It is checked and kept; no event is delivered.</summary>
/// <param name="store">The objects.</param>
/// <param name="options">The options.</param>
internal sealed class PutBucketNotificationConfiguration(ObjectStore store, ServerOptions options) : IS3Operation
{
    /// <inheritdoc/>
    public async Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.RequireBucket(request.Bucket);
        var document = await request.ReadXmlAsync(NotificationRules.Root, options.MaxDocumentBytes, cancellationToken);
        var configuration = NotificationRules.Check(document);
        store.SetSetting(
            request.Bucket, BucketSetting.Notification, configuration.HasElements ? configuration.ToString(SaveOptions.DisableFormatting) : null);
        return S3Response.Empty();
    }
}
