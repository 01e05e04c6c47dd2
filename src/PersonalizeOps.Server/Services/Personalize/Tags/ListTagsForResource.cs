using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation ListTagsForResource.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var tags = database.Read(session =>
        {
            var row = Find(session, context, request.ResourceArn);
            return session.Tags.List(row.Arn);
        });
        return Task.FromResult(new ListTagsForResourceResponse
        {
            Tags = [.. tags.Select(tag => new Tag { TagKey = tag.Key, TagValue = tag.Value })],
        });
    }
}
