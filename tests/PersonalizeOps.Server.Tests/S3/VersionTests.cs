using System.Net;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;

namespace PersonalizeOps.Server.Tests.S3;

public sealed class VersionTests : S3TestBase
{
    [Fact]
    public async Task A_bucket_keeps_no_versions_until_told_to()
    {
        Assert.Equal(VersionStatus.Off, (await S3.GetBucketVersioningAsync(Bucket, Token)).VersioningConfig.Status);
        Assert.Null((await PutAsync("key", "one")).VersionId);
        await EnableAsync();
        Assert.Equal(VersionStatus.Enabled, (await S3.GetBucketVersioningAsync(Bucket, Token)).VersioningConfig.Status);
        var second = (await PutAsync("key", "two")).VersionId;
        Assert.Equal(32, second.Length);
        Assert.Equal(["two", "one"], await TextsAsync("key", second, "null"));
        Assert.Equal("two", await TextAsync("key"));
    }

    [Fact]
    public async Task Every_version_can_be_read_and_the_newest_is_the_object()
    {
        await EnableAsync();
        var ids = new List<string>();
        foreach (var text in new[] { "one", "two", "three" })
        {
            ids.Add((await PutAsync("key", text)).VersionId);
        }

        Assert.Equal(["one", "two", "three"], await TextsAsync("key", [.. ids]));
        var head = await S3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = Bucket, Key = "key", VersionId = ids[0] }, Token);
        Assert.Equal((3, ids[0]), (head.ContentLength, head.VersionId));
        Assert.Equal(ids[2], (await S3.GetObjectMetadataAsync(Bucket, "key", Token)).VersionId);
        Assert.Single((await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket }, Token)).S3Objects);
        Assert.Equal(3, ContentFiles().Length);
    }

    [Fact]
    public async Task A_deletion_hides_the_object_and_undoing_it_brings_it_back()
    {
        await EnableAsync();
        var put = await PutAsync("key", "text");
        var deletion = await S3.DeleteObjectAsync(Bucket, "key", Token);
        Assert.Equal("true", deletion.DeleteMarker);
        var hidden = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => GetAsync("key"));
        Assert.Equal("NoSuchKey", hidden.ErrorCode);
        Assert.Empty((await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket }, Token)).S3Objects ?? []);
        Assert.Equal("text", Assert.Single(await TextsAsync("key", put.VersionId)));
        var marker = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => GetAsync("key", request => request.VersionId = deletion.VersionId));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, marker.StatusCode);

        var undone = await S3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = Bucket, Key = "key", VersionId = deletion.VersionId }, Token);
        Assert.Equal(("true", deletion.VersionId), (undone.DeleteMarker, undone.VersionId));
        Assert.Equal("text", await TextAsync("key"));
    }

    [Fact]
    public async Task Removing_the_current_version_brings_back_the_one_before()
    {
        await EnableAsync();
        var first = (await PutAsync("key", "one")).VersionId;
        var second = (await PutAsync("key", "two")).VersionId;
        var third = (await PutAsync("key", "three")).VersionId;
        await RemoveAsync("key", third);
        Assert.Equal("two", await TextAsync("key"));
        await RemoveAsync("key", first);
        Assert.Equal("two", await TextAsync("key"));
        await RemoveAsync("key", second);
        Assert.Equal("NoSuchKey", await ErrorAsync(() => GetAsync("key")));
        Assert.Empty(ContentFiles());
        await S3.DeleteBucketAsync(Bucket, Token);
    }

    [Fact]
    public async Task A_suspended_bucket_keeps_what_it_has_and_replaces_the_null_version()
    {
        await EnableAsync();
        var kept = (await PutAsync("key", "kept")).VersionId;
        await SuspendAsync();
        await PutAsync("key", "null one");
        await PutAsync("key", "null two");
        Assert.Equal(["kept", "null two"], await TextsAsync("key", kept, "null"));
        await S3.DeleteObjectAsync(Bucket, "key", Token);
        var versions = await ListAsync();
        Assert.Equal(["null", kept], versions.Select(version => version.VersionId));
        Assert.True(versions[0].IsDeleteMarker);
        await S3.DeleteObjectAsync(Bucket, "key", Token);
        Assert.Equal(2, (await ListAsync()).Count);
        await PutAsync("key", "null three");
        Assert.Equal("null three", await TextAsync("key"));
        Assert.Equal(2, (await ListAsync()).Count);
    }

    [Fact]
    public async Task A_list_of_versions_is_by_key_newest_first_page_by_page()
    {
        await EnableAsync();
        foreach (var key in new[] { "b", "a", "b", "c/1", "c/2", "b" })
        {
            await PutAsync(key, key);
        }

        await S3.DeleteObjectAsync(Bucket, "a", Token);
        var all = await ListAsync();
        Assert.Equal(["a", "a", "b", "b", "b", "c/1", "c/2"], all.Select(version => version.Key));
        Assert.Equal([true, false, true, false, false, true, true], all.Select(version => version.IsLatest == true));
        Assert.Equal([true, false, false, false, false, false, false], all.Select(version => version.IsDeleteMarker == true));

        foreach (var size in new[] { 1, 2, 3, 5 })
        {
            Assert.Equal(all.Select(version => version.VersionId), (await ListAsync(size)).Select(version => version.VersionId));
        }

        var grouped = await S3.ListVersionsAsync(new ListVersionsRequest { BucketName = Bucket, Delimiter = "/" }, Token);
        Assert.Equal(["c/"], grouped.CommonPrefixes);
        Assert.Equal(5, grouped.Versions.Count);
        Assert.Equal(2, (await S3.ListVersionsAsync(new ListVersionsRequest { BucketName = Bucket, Prefix = "c/" }, Token)).Versions.Count);
    }

    [Fact]
    public async Task A_bucket_with_versions_is_not_empty()
    {
        await EnableAsync();
        await PutAsync("key");
        await S3.DeleteObjectAsync(Bucket, "key", Token);
        Assert.Equal("BucketNotEmpty", await ErrorAsync(() => S3.DeleteBucketAsync(Bucket, Token)));
        var request = new DeleteObjectsRequest { BucketName = Bucket };
        foreach (var version in await ListAsync())
        {
            request.AddKey(version.Key, version.VersionId);
        }

        var deleted = (await S3.DeleteObjectsAsync(request, Token)).DeletedObjects;
        Assert.Equal([true, false], deleted.Select(each => each.DeleteMarker == true));
        await S3.DeleteBucketAsync(Bucket, Token);
        Assert.Empty(ContentFiles());
    }

    [Fact]
    public async Task Multipart_uploads_and_copies_make_versions_too()
    {
        await EnableAsync();
        var upload = await S3.InitiateMultipartUploadAsync(Bucket, "key", Token);
        var part = await S3.UploadPartAsync(
            new UploadPartRequest { BucketName = Bucket, Key = "key", UploadId = upload.UploadId, PartNumber = 1, InputStream = new MemoryStream("parts"u8.ToArray()) },
            Token);
        await PutAsync("key", "put");
        var completed = await S3.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = Bucket, Key = "key", UploadId = upload.UploadId, PartETags = [new PartETag(1, part.ETag)] },
            Token);
        Assert.Equal(["parts"], await TextsAsync("key", completed.VersionId));
        var older = (await ListAsync())[1].VersionId;
        var copied = await S3.CopyObjectAsync(
            new CopyObjectRequest { SourceBucket = Bucket, SourceKey = "key", SourceVersionId = older, DestinationBucket = Bucket, DestinationKey = "key" },
            Token);
        Assert.Equal((older, "put"), (copied.SourceVersionId, await TextAsync("key")));
        Assert.Equal(3, (await ListAsync()).Count);
    }

    [Fact]
    public async Task Versions_outlive_the_server()
    {
        using var folder = new TemporaryFolder();
        string first;
        await using (var server = await LocalServer.StartAsync(folder.PathOf("state")))
        {
            using var s3 = server.S3();
            await s3.PutBucketAsync(Bucket, Token);
            await s3.PutBucketVersioningAsync(Versioning(VersionStatus.Enabled), Token);
            first = (await s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "key", ContentBody = "one" }, Token)).VersionId;
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "key", ContentBody = "two" }, Token);
        }

        await using var next = await LocalServer.StartAsync(folder.PathOf("state"));
        using var again = next.S3();
        using var read = await again.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = "key", VersionId = first }, Token);
        using var text = new StreamReader(read.ResponseStream, Encoding.UTF8);
        Assert.Equal("one", await text.ReadToEndAsync(Token));
    }

    [Theory]
    [InlineData("x", "InvalidArgument")]
    [InlineData("00000000000000000000000000000000", "NoSuchVersion")]
    [InlineData("../../../../../../../../etc/passw", "InvalidArgument")]
    public async Task A_version_that_is_none_is_refused(string version, string code)
    {
        await PutAsync("key");
        Assert.Equal(code, await ErrorAsync(() => GetAsync("key", request => request.VersionId = version)));
    }

    private static PutBucketVersioningRequest Versioning(VersionStatus status) =>
        new() { BucketName = Bucket, VersioningConfig = new S3BucketVersioningConfig { Status = status } };

    private Task<PutBucketVersioningResponse> EnableAsync() => S3.PutBucketVersioningAsync(Versioning(VersionStatus.Enabled), Token);

    private Task<PutBucketVersioningResponse> SuspendAsync() => S3.PutBucketVersioningAsync(Versioning(VersionStatus.Suspended), Token);

    private Task<DeleteObjectResponse> RemoveAsync(string key, string version) =>
        S3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = Bucket, Key = key, VersionId = version }, Token);

    private async Task<List<string>> TextsAsync(string key, params string[] versions)
    {
        var texts = new List<string>();
        foreach (var version in versions)
        {
            texts.Add(await TextAsync(key, request => request.VersionId = version));
        }

        return texts;
    }

    private async Task<List<S3ObjectVersion>> ListAsync(int? pageSize = null)
    {
        var all = new List<S3ObjectVersion>();
        var request = new ListVersionsRequest { BucketName = Bucket, MaxKeys = pageSize };
        while (true)
        {
            var page = await S3.ListVersionsAsync(request, Token);
            all.AddRange(page.Versions);
            if (page.IsTruncated != true)
            {
                return all;
            }

            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
    }
}
