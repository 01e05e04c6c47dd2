using System.Globalization;
using System.Net;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using PersonalizeOps.Server.Tests.Protocol;

namespace PersonalizeOps.Server.Tests.S3;

public sealed class ObjectTests : S3TestBase
{
    [Fact]
    public async Task An_object_comes_back_with_its_headers()
    {
        var written = await PutAsync("folder/key ü+%.csv", change: request =>
        {
            request.ContentType = "text/csv";
            request.Headers.CacheControl = "no-cache";
            request.Headers.ContentDisposition = "attachment";
            request.Headers.ContentEncoding = "gzip";
            request.Metadata["origin"] = "here";
        });
        Assert.Equal("\"5d41402abc4b2a76b9719d911017c592\"", written.ETag);
        using var read = await S3.GetObjectAsync(Bucket, "folder/key ü+%.csv", Token);
        using var text = new StreamReader(read.ResponseStream);
        Assert.Equal("hello", await text.ReadToEndAsync(Token));
        Assert.Equal(written.ETag, read.ETag);
        Assert.Equal("text/csv", read.Headers.ContentType);
        Assert.Equal("no-cache", read.Headers.CacheControl);
        Assert.Equal("attachment", read.Headers.ContentDisposition);
        Assert.Equal("gzip", read.Headers.ContentEncoding);
        Assert.Equal("here", read.Metadata["origin"]);

        var head = await S3.GetObjectMetadataAsync(Bucket, "folder/key ü+%.csv", Token);
        Assert.Equal(5, head.ContentLength);
        Assert.Equal(read.LastModified, head.LastModified);
        Assert.Equal("here", head.Metadata["origin"]);
    }

    [Fact]
    public async Task Headers_beyond_ascii_come_back()
    {
        var put = new SignedRequest(Server)
        {
            Method = "PUT",
            Path = "/bucket/key",
            Body = "hello"u8.ToArray(),
            Headers = new() { ["x-amz-meta-place"] = "Zürich €", ["content-disposition"] = "attachment; filename=\"é.txt\"" },
        };
        Assert.Equal(200, (await RawResponse.ExchangeAsync(Server.Endpoint, [.. Encoding.UTF8.GetBytes(put.Head()), .. put.Body])).Status);
        foreach (var method in new[] { "GET", "HEAD" })
        {
            var answer = await new SignedRequest(Server) { Method = method, Path = "/bucket/key" }.SendAsync();
            Assert.Equal(200, answer.Status);

            // As S3's guide has it: metadata coded by RFC 2047.
            Assert.Contains($"x-amz-meta-place: =?UTF-8?B?{Convert.ToBase64String("Zürich €"u8)}?=", answer.Head);
            Assert.Contains("Content-Disposition: attachment; filename=\"é.txt\"", answer.Head);
        }
    }

    [Theory]
    [InlineData("response-content-type=a%0D%0Ab")]
    [InlineData("response-content-language=a%01")]
    [InlineData("response-cache-control=%7F")]
    [InlineData("response-content-disposition=%E2%82%AC")]
    public async Task A_header_that_cannot_be_sent_is_not_overridden(string query)
    {
        await PutAsync("key");
        foreach (var method in new[] { "GET", "HEAD" })
        {
            var answer = await new SignedRequest(Server) { Method = method, Path = "/bucket/key", Query = query }.SendAsync();
            Assert.Equal((400, method == "GET" ? "InvalidArgument" : ""), (answer.Status, answer.Code));
        }
    }

    [Fact]
    public async Task A_header_may_be_overridden_within_latin_1()
    {
        await PutAsync("key");
        var query = "response-content-disposition=" + Uri.EscapeDataString("attachment; filename=\"é.txt\"");
        var answer = await new SignedRequest(Server) { Path = "/bucket/key", Query = query }.SendAsync();
        Assert.Equal(200, answer.Status);
        Assert.Contains("é.txt", answer.Head);
    }

    [Fact]
    public async Task Content_without_a_type_is_a_stream_of_octets()
    {
        await new SignedRequest(Server) { Method = "PUT", Path = "/bucket/key", Body = "hello"u8.ToArray() }.SendAsync();
        Assert.Equal("binary/octet-stream", (await S3.GetObjectMetadataAsync(Bucket, "key", Token)).Headers.ContentType);
    }

    [Fact]
    public async Task An_empty_object_is_one()
    {
        await PutAsync("empty", "");
        Assert.Empty(await GetAsync("empty"));
        Assert.Equal(0, (await S3.GetObjectMetadataAsync(Bucket, "empty", Token)).ContentLength);
        Assert.Equal("InvalidRange", await ErrorAsync(() => GetAsync("empty", request => request.ByteRange = new ByteRange("bytes=0-0"))));
    }

    [Fact]
    public async Task A_second_write_replaces_the_first_and_its_file()
    {
        await PutAsync("key", "first");
        await PutAsync("key", "second");
        Assert.Equal("second", await TextAsync("key"));
        Assert.Single(ContentFiles());
        await S3.DeleteObjectAsync(Bucket, "key", Token);
        Assert.Empty(ContentFiles());
        Assert.Equal("NoSuchKey", await ErrorAsync(() => GetAsync("key")));
        await S3.DeleteObjectAsync(Bucket, "key", Token);
    }

    [Fact]
    public async Task A_reader_keeps_what_it_opened_when_the_object_is_replaced()
    {
        var content = Bytes(8 * 1024 * 1024);
        await S3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "key", InputStream = new MemoryStream(content) }, Token);
        using var read = await S3.GetObjectAsync(Bucket, "key", Token);
        await PutAsync("key", "other");
        using var copy = new MemoryStream();
        await read.ResponseStream.CopyToAsync(copy, Token);
        Assert.Equal(content, copy.ToArray());
        Assert.Equal("other", await TextAsync("key"));
    }

    [Fact]
    public async Task Readers_never_get_the_content_of_one_write_with_the_headers_of_another()
    {
        const int Writes = 300;
        await WriteAsync(0);
        using var written = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(ReadUntilWrittenAsync, Token)).ToList();
        for (var write = 1; write <= Writes; write++)
        {
            await WriteAsync(write);
        }

        await written.CancelAsync();
        await Task.WhenAll(readers);

        Task WriteAsync(int write) => PutAsync("key", Content(write), request => request.Metadata["write"] = $"{write}");

        async Task ReadUntilWrittenAsync()
        {
            while (!written.IsCancellationRequested)
            {
                using var read = await S3.GetObjectAsync(Bucket, "key", Token);
                using var text = new StreamReader(read.ResponseStream);
                Assert.Equal(Content(int.Parse(read.Metadata["write"], CultureInfo.InvariantCulture)), await text.ReadToEndAsync(Token));
            }
        }

        static string Content(int write) => $"{write}".PadRight(write % 2 == 0 ? 10 : 1000);
    }

    [Theory]
    [InlineData("bytes=0-0", "h")]
    [InlineData("bytes=1-3", "ell")]
    [InlineData("bytes=2-", "llo")]
    [InlineData("bytes=-2", "lo")]
    [InlineData("bytes=-100", "hello")]
    [InlineData("bytes=3-100", "lo")]
    public async Task A_range_gives_its_bytes(string range, string expected)
    {
        await PutAsync("key");
        using var read = await S3.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = "key", ByteRange = new ByteRange(range) }, Token);
        using var text = new StreamReader(read.ResponseStream);
        Assert.Equal(expected, await text.ReadToEndAsync(Token));
        Assert.Equal(HttpStatusCode.PartialContent, read.HttpStatusCode);
        Assert.EndsWith("/5", read.ContentRange, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bytes=5-")]
    [InlineData("bytes=9-10")]
    [InlineData("bytes=-0")]
    public async Task A_range_outside_is_refused(string range)
    {
        await PutAsync("key");
        Assert.Equal("InvalidRange", await ErrorAsync(() => GetAsync("key", request => request.ByteRange = new ByteRange(range))));
    }

    [Theory]
    [InlineData("bytes=3-1")]
    [InlineData("lines=1-2")]
    [InlineData("bytes=0-1,3-4")]
    [InlineData("bytes=x-y")]
    public async Task A_range_that_is_none_means_the_whole(string range)
    {
        await PutAsync("key");
        Assert.Equal("hello", await TextAsync("key", request => request.ByteRange = new ByteRange(range)));
    }

    [Fact]
    public async Task Reads_may_have_conditions()
    {
        var etag = (await PutAsync("key")).ETag;
        var modified = (await S3.GetObjectMetadataAsync(Bucket, "key", Token)).LastModified!.Value;
        Assert.Equal("hello", await TextAsync("key", request => request.EtagToMatch = etag));
        Assert.Equal("PreconditionFailed", await ErrorAsync(() => GetAsync("key", request => request.EtagToMatch = "\"other\"")));
        Assert.Equal("hello", await TextAsync("key", request => request.EtagToNotMatch = "\"other\""));
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(request => request.EtagToNotMatch = etag));
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(request => request.ModifiedSinceDate = modified));
        Assert.Equal("hello", await TextAsync("key", request => request.ModifiedSinceDate = modified.AddSeconds(-5)));
        Assert.Equal("hello", await TextAsync("key", request => request.UnmodifiedSinceDate = modified));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await StatusAsync(request => request.UnmodifiedSinceDate = modified.AddSeconds(-5)));
    }

    [Fact]
    public async Task Writes_may_have_conditions()
    {
        var etag = (await PutAsync("key", change: request => request.IfNoneMatch = "*")).ETag;
        Assert.Equal("PreconditionFailed", await ErrorAsync(() => PutAsync("key", "no", request => request.IfNoneMatch = "*")));
        Assert.Equal("PreconditionFailed", await ErrorAsync(() => PutAsync("key", "no", request => request.IfMatch = "\"other\"")));
        Assert.Equal("NoSuchKey", await ErrorAsync(() => PutAsync("nothing", "no", request => request.IfMatch = etag)));
        Assert.Equal("NotImplemented", await ErrorAsync(() => PutAsync("key", "no", request => request.IfNoneMatch = etag)));
        Assert.Equal("hello", await TextAsync("key"));
        await PutAsync("key", "yes", request => request.IfMatch = etag);
        Assert.Equal("yes", await TextAsync("key"));
        Assert.Single(ContentFiles());
    }

    [Fact]
    public async Task Of_many_writers_of_a_new_object_one_wins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            try
            {
                await PutAsync("key", $"{number}", request => request.IfNoneMatch = "*");
                return (int?)number;
            }
            catch (AmazonS3Exception error) when (error.ErrorCode == "PreconditionFailed")
            {
                return null;
            }
        }));
        Assert.Equal(await TextAsync("key"), Assert.Single(results, result => result is not null).ToString());
        Assert.Single(ContentFiles());
    }

    [Theory]
    [InlineData("CRC32", "NhCmhg==")]
    [InlineData("CRC32C", "mnG7TA==")]
    [InlineData("CRC64NVME", "M3eFcAZSQlc=")]
    [InlineData("SHA1", "qvTGHdzF6KLavt4PO0gs2a6pQ00=")]
    [InlineData("SHA256", "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=")]
    public async Task A_checksum_is_verified_kept_and_returned(string algorithm, string value)
    {
        await PutAsync("key", change: request => Set(request, algorithm, value));
        var read = await S3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = Bucket, Key = "key", ChecksumMode = ChecksumMode.ENABLED }, Token);
        Assert.Equal(value, Get(read, algorithm));
        Assert.Equal("FULL_OBJECT", read.ChecksumType.Value);
        Assert.Equal("BadDigest", await ErrorAsync(() => PutAsync("key", "hallo", request => Set(request, algorithm, value))));
        Assert.Equal("hello", await TextAsync("key", request => request.ChecksumMode = ChecksumMode.ENABLED));

        var listed = Assert.Single((await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket }, Token)).S3Objects);
        Assert.Equal(algorithm, Assert.Single(listed.ChecksumAlgorithm));
    }

    [Fact]
    public async Task A_wrong_md5_is_refused()
    {
        Assert.Equal("BadDigest", await ErrorAsync(() => PutAsync("key", change: request => request.MD5Digest = "AAAAAAAAAAAAAAAAAAAAAA==")));
        Assert.Equal("InvalidDigest", await ErrorAsync(() => PutAsync("key", change: request => request.MD5Digest = "short")));
        await PutAsync("key", change: request => request.MD5Digest = "XUFAKrxLKna5cZ2REBfFkg==");
    }

    [Fact]
    public async Task Many_objects_are_deleted_at_once()
    {
        await PutAsync("a");
        await PutAsync("b");
        await PutAsync("c");
        var deleted = await S3.DeleteObjectsAsync(
            new DeleteObjectsRequest { BucketName = Bucket, Objects = [new() { Key = "a" }, new() { Key = "b" }, new() { Key = "nothing" }] }, Token);
        Assert.Equal(["a", "b", "nothing"], deleted.DeletedObjects.Select(each => each.Key));
        Assert.Equal("c", Assert.Single((await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket }, Token)).S3Objects).Key);
    }

    [Fact]
    public async Task A_copy_has_content_and_headers_of_its_source()
    {
        await PutAsync("from ü", change: request => request.Metadata["m"] = "1");
        var copied = await S3.CopyObjectAsync(Bucket, "from ü", Bucket, "to", Token);
        Assert.Equal("\"5d41402abc4b2a76b9719d911017c592\"", copied.ETag);
        Assert.Equal("hello", await TextAsync("to"));
        Assert.Equal("1", (await S3.GetObjectMetadataAsync(Bucket, "to", Token)).Metadata["m"]);

        var replace = new CopyObjectRequest
        {
            SourceBucket = Bucket,
            SourceKey = "to",
            DestinationBucket = Bucket,
            DestinationKey = "to",
            MetadataDirective = S3MetadataDirective.REPLACE,
        };
        replace.Metadata["m"] = "2";
        await S3.CopyObjectAsync(replace, Token);
        Assert.Equal("2", (await S3.GetObjectMetadataAsync(Bucket, "to", Token)).Metadata["m"]);
        Assert.Equal("hello", await TextAsync("to"));
    }

    [Fact]
    public async Task A_copy_that_cannot_be_is_refused()
    {
        await PutAsync("key");
        Assert.Equal("NoSuchKey", await ErrorAsync(() => S3.CopyObjectAsync(Bucket, "nothing", Bucket, "to", Token)));
        Assert.Equal("NoSuchBucket", await ErrorAsync(() => S3.CopyObjectAsync("nowhere", "key", Bucket, "to", Token)));
        Assert.Equal("NoSuchBucket", await ErrorAsync(() => S3.CopyObjectAsync(Bucket, "key", "nowhere", "to", Token)));
        Assert.Equal("InvalidRequest", await ErrorAsync(() => S3.CopyObjectAsync(Bucket, "key", Bucket, "key", Token)));
        Assert.Equal("PreconditionFailed", await ErrorAsync(() => S3.CopyObjectAsync(
            new CopyObjectRequest { SourceBucket = Bucket, SourceKey = "key", DestinationBucket = Bucket, DestinationKey = "to", ETagToMatch = "\"x\"" }, Token)));
    }

    [Fact]
    public async Task What_is_not_built_is_refused_and_not_left_out()
    {
        Assert.Equal("NotImplemented", await ErrorAsync(() => PutAsync("key", change: request => request.CannedACL = S3CannedACL.PublicRead)));
        Assert.Equal("NotImplemented", await ErrorAsync(() => PutAsync("key", change: request => request.StorageClass = S3StorageClass.Glacier)));
        await PutAsync("key", change: request => request.CannedACL = S3CannedACL.BucketOwnerFullControl);
    }

    private static void Set(PutObjectRequest request, string algorithm, string value)
    {
        switch (algorithm)
        {
            case "CRC32":
                request.ChecksumCRC32 = value;
                break;
            case "CRC32C":
                request.ChecksumCRC32C = value;
                break;
            case "CRC64NVME":
                request.ChecksumCRC64NVME = value;
                break;
            case "SHA1":
                request.ChecksumSHA1 = value;
                break;
            default:
                request.ChecksumSHA256 = value;
                break;
        }
    }

    private static string Get(GetObjectMetadataResponse response, string algorithm) => algorithm switch
    {
        "CRC32" => response.ChecksumCRC32,
        "CRC32C" => response.ChecksumCRC32C,
        "CRC64NVME" => response.ChecksumCRC64NVME,
        "SHA1" => response.ChecksumSHA1,
        _ => response.ChecksumSHA256,
    };

    private async Task<HttpStatusCode> StatusAsync(Action<GetObjectRequest> change) =>
        (await Assert.ThrowsAsync<AmazonS3Exception>(() => GetAsync("key", change))).StatusCode;
}
