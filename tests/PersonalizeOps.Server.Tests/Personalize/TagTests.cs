using Amazon.Personalize.Model;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class TagTests : SceneTest
{
    [Fact]
    public async Task Tags_of_creation_and_later_ones_are_listed_and_removed()
    {
        var request = new CreateDatasetGroupRequest { Name = "tagged", Tags = [Tag("a", "1"), Tag("b", "2")] };
        var arn = (await Client.CreateDatasetGroupAsync(request, Cancel)).DatasetGroupArn;
        await Client.TagResourceAsync(new TagResourceRequest { ResourceArn = arn, Tags = [Tag("b", "3"), Tag("c", "")] }, Cancel);
        Assert.Equal([("a", "1"), ("b", "3"), ("c", "")], await ListAsync(arn));
        await Client.UntagResourceAsync(new UntagResourceRequest { ResourceArn = arn, TagKeys = ["a", "none"] }, Cancel);
        Assert.Equal([("b", "3"), ("c", "")], await ListAsync(arn));
    }

    [Fact]
    public async Task More_than_fifty_tags_are_too_many()
    {
        var arn = await Scene.CreateGroupAsync("tagged");
        await Client.TagResourceAsync(new TagResourceRequest { ResourceArn = arn, Tags = Tags(0, 50) }, Cancel);
        await Assert.ThrowsAsync<TooManyTagsException>(() => Client.TagResourceAsync(new TagResourceRequest { ResourceArn = arn, Tags = Tags(50, 1) }, Cancel));
        Assert.Equal(50, (await ListAsync(arn)).Count);
        await Assert.ThrowsAsync<TooManyTagsException>(
            () => Client.CreateDatasetGroupAsync(new CreateDatasetGroupRequest { Name = "many", Tags = Tags(0, 51) }, Cancel));
    }

    [Fact]
    public async Task Tags_that_may_not_be_are_invalid_input()
    {
        var arn = await Scene.CreateGroupAsync("tagged");
        await Assert.ThrowsAsync<InvalidInputException>(() => Client.TagResourceAsync(new TagResourceRequest { ResourceArn = arn, Tags = [Tag("aws:x", "1")] }, Cancel));
        await Assert.ThrowsAsync<InvalidInputException>(
            () => Client.TagResourceAsync(new TagResourceRequest { ResourceArn = arn, Tags = [Tag("a", "1"), Tag("a", "2")] }, Cancel));
    }

    [Fact]
    public async Task An_unknown_resource_is_not_found()
    {
        var arn = Scene.Arn("campaign/none");
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => ListAsync(arn));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Client.TagResourceAsync(new TagResourceRequest { ResourceArn = arn, Tags = Tags(0, 1) }, Cancel));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Client.UntagResourceAsync(new UntagResourceRequest { ResourceArn = arn, TagKeys = ["a"] }, Cancel));
    }

    private static Tag Tag(string key, string value) => new() { TagKey = key, TagValue = value };

    private static List<Tag> Tags(int from, int count) => [.. Enumerable.Range(from, count).Select(i => Tag($"key{i}", "value"))];

    private async Task<List<(string Key, string Value)>> ListAsync(string arn) =>
        [.. (await Client.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = arn }, Cancel)).Tags.Select(tag => (tag.TagKey, tag.TagValue))];
}
