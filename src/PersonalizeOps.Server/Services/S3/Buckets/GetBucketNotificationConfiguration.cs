using System.Xml.Linq;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Buckets;

/// <summary>Gives a bucket's notification configuration; an empty one where none was put.</summary>
/// <param name="store">The objects.</param>
internal sealed class GetBucketNotificationConfiguration(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.RequireBucket(request.Bucket);
        var stored = store.FindSetting(request.Bucket, BucketSetting.Notification);
        return Task.FromResult(S3Response.OfXml(NotificationRules.Root, stored is null ? null : XElement.Parse(stored).Elements()));
    }
}
