using Amazon.S3.Model;

namespace PersonalizeOps.Server.Tests.S3;

public sealed class ListTests : S3TestBase
{
    private static readonly string[] Keys = ["a/1", "a/2", "a/b/3", "a0", "b", "c/4", "z ü&<\"", "日本"];

    [Fact]
    public async Task Keys_come_in_the_order_of_their_bytes()
    {
        // By UTF-16 units the emoji would come before the full-width letter.
        foreach (var key in new[] { "😀", "ｚ", "Z", "a", "é" })
        {
            await PutAsync(key);
        }

        var listed = await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket }, Token);
        Assert.Equal(["Z", "a", "é", "ｚ", "😀"], listed.S3Objects.Select(each => each.Key));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task Pages_make_up_the_list(int size)
    {
        await PutAllAsync();
        var keys = new List<string>();
        await foreach (var page in S3.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = Bucket, MaxKeys = size }).Responses.WithCancellation(Token))
        {
            Assert.True(page.KeyCount <= size);
            keys.AddRange((page.S3Objects ?? []).Select(each => each.Key));
        }

        Assert.Equal(Keys, keys);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public async Task Pages_make_up_the_list_with_a_delimiter(int size)
    {
        await PutAllAsync();
        var (keys, prefixes) = (new List<string>(), new List<string>());
        var request = new ListObjectsV2Request { BucketName = Bucket, MaxKeys = size, Delimiter = "/" };
        await foreach (var page in S3.Paginators.ListObjectsV2(request).Responses.WithCancellation(Token))
        {
            keys.AddRange((page.S3Objects ?? []).Select(each => each.Key));
            prefixes.AddRange(page.CommonPrefixes ?? []);
        }

        Assert.Equal(["a0", "b", "z ü&<\"", "日本"], keys);
        Assert.Equal(["a/", "c/"], prefixes);
    }

    [Fact]
    public async Task A_prefix_and_a_delimiter_show_a_folder()
    {
        await PutAllAsync();
        var page = await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, Prefix = "a/", Delimiter = "/" }, Token);
        Assert.Equal(["a/1", "a/2"], page.S3Objects.Select(each => each.Key));
        Assert.Equal(["a/b/"], page.CommonPrefixes);
        Assert.False(page.IsTruncated);
    }

    [Fact]
    public async Task A_list_may_begin_behind_a_key()
    {
        await PutAllAsync();
        var page = await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, StartAfter = "a0", Encoding = Amazon.S3.EncodingType.Url }, Token);
        Assert.Equal(["b", "c/4", "z ü&<\"", "日本"], page.S3Objects.Select(each => Uri.UnescapeDataString(each.Key)));
    }

    [Fact]
    public async Task The_old_list_goes_on_by_markers()
    {
        await PutAllAsync();
        var (keys, prefixes, marker) = (new List<string>(), new List<string>(), (string?)null);
        ListObjectsResponse page;
        do
        {
            page = await S3.ListObjectsAsync(new ListObjectsRequest { BucketName = Bucket, MaxKeys = 1, Delimiter = "/", Marker = marker }, Token);
            keys.AddRange((page.S3Objects ?? []).Select(each => each.Key));
            prefixes.AddRange(page.CommonPrefixes ?? []);
            marker = page.NextMarker;
        }
        while (page.IsTruncated == true);
        Assert.Equal(["a0", "b", "z ü&<\"", "日本"], keys);
        Assert.Equal(["a/", "c/"], prefixes);
    }

    [Fact]
    public async Task An_empty_list_is_one()
    {
        var page = await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, Prefix = "nothing" }, Token);
        Assert.Empty(page.S3Objects ?? []);
        Assert.Equal(0, page.KeyCount);
        Assert.False((await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, MaxKeys = 0 }, Token)).IsTruncated);
    }

    [Fact]
    public async Task Bad_parameters_are_refused()
    {
        Assert.Equal("InvalidArgument", await ErrorAsync(() => S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, MaxKeys = -1 }, Token)));
        Assert.Equal("InvalidArgument", await ErrorAsync(() => S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, ContinuationToken = "?" }, Token)));
    }

    [Fact]
    public async Task A_folder_of_many_keys_is_one_prefix()
    {
        for (var number = 0; number < 150; number++)
        {
            await PutAsync($"many/{number:000}");
        }

        await PutAsync("one");
        var page = await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, Delimiter = "/" }, Token);
        Assert.Equal(["many/"], page.CommonPrefixes);
        Assert.Equal("one", Assert.Single(page.S3Objects).Key);
    }

    private async Task PutAllAsync()
    {
        foreach (var key in Keys)
        {
            await PutAsync(key);
        }
    }
}
