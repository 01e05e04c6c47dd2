using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>UntagResource.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<UntagResourceResponse> UntagResourceAsync(
        UntagResourceRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        if (request.TagKeys.Count > TagQuota)
        {
            throw Errors.TooManyTagKeys($"At most {TagQuota} tag keys can be removed at once.");
        }

        Change(session =>
        {
            var row = Find(session, context, request.ResourceArn);
            foreach (var key in request.TagKeys)
            {
                session.Tags.Remove(row.Arn, key);
            }
        });
        return Task.FromResult(new UntagResourceResponse());
    }
}
