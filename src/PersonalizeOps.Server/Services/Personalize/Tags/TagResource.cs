using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation TagResource.</content>
internal sealed partial class PersonalizeService
{
    private const int TagQuota = 50;

    /// <inheritdoc/>
    public override Task<TagResourceResponse> TagResourceAsync(
        TagResourceRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        CheckTags(request.Tags);
        Change(session =>
        {
            var row = Find(session, context, request.ResourceArn);
            foreach (var tag in request.Tags)
            {
                session.Tags.Set(row.Arn, tag.TagKey, tag.TagValue);
            }

            if (session.Tags.List(row.Arn).Count > TagQuota)
            {
                throw TooManyTags();
            }
        });
        return Task.FromResult(new TagResourceResponse());
    }

    private static void CheckTags(List<Tag>? tags)
    {
        if (tags is null)
        {
            return;
        }

        if (tags.Count > TagQuota)
        {
            throw TooManyTags();
        }

        if (tags.GroupBy(tag => tag.TagKey).FirstOrDefault(keys => keys.Count() > 1) is { } twice)
        {
            throw Errors.InvalidInput($"The tag key {twice.Key} is given more than once.");
        }

        if (tags.Find(tag => tag.TagKey.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) is { } reserved)
        {
            throw Errors.InvalidInput($"The tag key {reserved.TagKey} begins with aws:, which is reserved.");
        }
    }

    private static ServiceError TooManyTags() => Errors.TooManyTags($"A resource can have at most {TagQuota} tags.");
}
