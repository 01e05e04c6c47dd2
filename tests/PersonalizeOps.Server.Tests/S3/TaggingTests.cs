using Amazon.S3;
using Amazon.S3.Model;

namespace PersonalizeOps.Server.Tests.S3;

public sealed class TaggingTests : S3TestBase
{
    [Fact]
    public async Task An_object_has_the_tags_it_was_written_with_until_they_are_replaced_or_removed()
    {
        await PutAsync("key", change: request => request.TagSet = [new Tag { Key = "kind", Value = "a b/c+d" }]);
        Assert.Equal([("kind", "a b/c+d")], await TagsAsync("key"));
        await S3.PutObjectTaggingAsync(
            new PutObjectTaggingRequest { BucketName = Bucket, Key = "key", Tagging = new Tagging { TagSet = [new() { Key = "x", Value = "" }, new() { Key = "ü", Value = "1" }] } },
            Token);
        Assert.Equal([("x", ""), ("ü", "1")], await TagsAsync("key"));
        using (var read = await S3.GetObjectAsync(Bucket, "key", Token))
        {
            Assert.Equal(2, read.TagCount);
        }

        await S3.DeleteObjectTaggingAsync(new DeleteObjectTaggingRequest { BucketName = Bucket, Key = "key" }, Token);
        Assert.Empty(await TagsAsync("key"));
        Assert.Equal("hello", await TextAsync("key"));
    }

    [Fact]
    public async Task A_copy_takes_the_tags_along_or_gets_its_own()
    {
        await PutAsync("key", change: request => request.TagSet = [new Tag { Key = "k", Value = "v" }]);
        await S3.CopyObjectAsync(Bucket, "key", Bucket, "along", Token);
        Assert.Equal([("k", "v")], await TagsAsync("along"));
        await S3.CopyObjectAsync(
            new CopyObjectRequest { SourceBucket = Bucket, SourceKey = "key", DestinationBucket = Bucket, DestinationKey = "own", TaggingDirective = TaggingDirective.REPLACE, TagSet = [new Tag { Key = "o", Value = "w" }] },
            Token);
        Assert.Equal([("o", "w")], await TagsAsync("own"));
    }

    [Fact]
    public async Task A_multipart_upload_keeps_its_tags()
    {
        var begun = await S3.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = Bucket, Key = "key", TagSet = [new Tag { Key = "k", Value = "v" }] }, Token);
        var part = await S3.UploadPartAsync(
            new UploadPartRequest { BucketName = Bucket, Key = "key", UploadId = begun.UploadId, PartNumber = 1, InputStream = new MemoryStream([1]) }, Token);
        await S3.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = Bucket, Key = "key", UploadId = begun.UploadId, PartETags = [new PartETag(1, part.ETag)] }, Token);
        Assert.Equal([("k", "v")], await TagsAsync("key"));
    }

    [Fact]
    public async Task A_version_has_tags_of_its_own()
    {
        await S3.PutBucketVersioningAsync(
            new PutBucketVersioningRequest { BucketName = Bucket, VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled } }, Token);
        var first = (await PutAsync("key", change: request => request.TagSet = [new Tag { Key = "n", Value = "1" }])).VersionId;
        await PutAsync("key");
        Assert.Empty(await TagsAsync("key"));
        Assert.Equal([("n", "1")], await TagsAsync("key", first));
    }

    [Fact]
    public async Task A_bucket_has_tags()
    {
        Assert.Equal("NoSuchTagSet", await ErrorAsync(() => S3.GetBucketTaggingAsync(new GetBucketTaggingRequest { BucketName = Bucket }, Token)));
        await S3.PutBucketTaggingAsync(Bucket, [new Tag { Key = "team", Value = "films: more" }], Token);
        var tag = Assert.Single((await S3.GetBucketTaggingAsync(new GetBucketTaggingRequest { BucketName = Bucket }, Token)).TagSet);
        Assert.Equal(("team", "films: more"), (tag.Key, tag.Value));
        await S3.DeleteBucketTaggingAsync(Bucket, Token);
        Assert.Equal("NoSuchTagSet", await ErrorAsync(() => S3.GetBucketTaggingAsync(new GetBucketTaggingRequest { BucketName = Bucket }, Token)));
    }

    [Theory]
    [InlineData("", "v")]
    [InlineData("aws:owner", "v")]
    [InlineData("k<", "v")]
    [InlineData("k", "v\u0001")]
    public async Task A_bad_tag_is_refused(string key, string value) =>
        Assert.Contains(await ErrorAsync(() => PutAsync("key", change: request => request.TagSet = [new Tag { Key = key, Value = value }])), new[] { "InvalidTag", "InvalidArgument" });

    [Fact]
    public async Task More_than_ten_tags_are_refused() => Assert.Equal(
        "BadRequest",
        await ErrorAsync(() => PutAsync("key", change: request => request.TagSet = [.. Enumerable.Range(0, 11).Select(number => new Tag { Key = $"k{number}", Value = "v" })])));

    [Fact]
    public async Task Tags_of_what_is_not_there_are_not_found() =>
        Assert.Equal("NoSuchKey", await ErrorAsync(() => TagsAsync("none")));

    private async Task<List<(string Key, string Value)>> TagsAsync(string key, string? version = null)
    {
        var request = new GetObjectTaggingRequest { BucketName = Bucket, Key = key, VersionId = version };
        return [.. ((await S3.GetObjectTaggingAsync(request, Token)).Tagging ?? []).Select(tag => (tag.Key, tag.Value))];
    }
}
