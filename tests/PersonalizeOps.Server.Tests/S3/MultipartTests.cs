using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;

namespace PersonalizeOps.Server.Tests.S3;

public sealed class MultipartTests : S3TestBase
{
    private const int LeastPart = 5 * 1024 * 1024;

    [Theory]
    [InlineData(1000)]
    [InlineData(12 * 1024 * 1024)]
    public async Task TransferUtility_writes_and_reads_files(int size)
    {
        using var folder = new TemporaryFolder();
        var (from, to) = (folder.PathOf("from"), folder.PathOf("to"));
        await File.WriteAllBytesAsync(from, Bytes(size), Token);
        using var transfer = new TransferUtility(S3, new TransferUtilityConfig { MinSizeBeforePartUpload = 10 * 1024 * 1024 });
        await transfer.UploadAsync(new TransferUtilityUploadRequest { BucketName = Bucket, Key = "a/b", FilePath = from, PartSize = LeastPart }, Token);
        await transfer.DownloadAsync(to, Bucket, "a/b", Token);
        Assert.Equal(await File.ReadAllBytesAsync(from, Token), await File.ReadAllBytesAsync(to, Token));
        Assert.Equal(size > LeastPart, (await S3.GetObjectMetadataAsync(Bucket, "a/b", Token)).ETag.Contains('-'));
        Assert.Empty((await S3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = Bucket }, Token)).MultipartUploads ?? []);
    }

    [Fact]
    public async Task TransferUtility_writes_and_reads_folders()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathOf("from/deep/deeper"));
        await File.WriteAllTextAsync(folder.PathOf("from/one"), "1", Token);
        await File.WriteAllTextAsync(folder.PathOf("from/deep/deeper/two"), "2", Token);
        using var transfer = new TransferUtility(S3);
        await transfer.UploadDirectoryAsync(folder.PathOf("from"), Bucket, "*", SearchOption.AllDirectories, Token);
        await transfer.DownloadDirectoryAsync(Bucket, "deep/", folder.PathOf("to"), Token);
        Assert.Equal("2", await File.ReadAllTextAsync(folder.PathOf("to/deeper/two"), Token));
    }

    [Fact]
    public async Task Parts_become_an_object_that_is_read_across_their_borders()
    {
        var content = Bytes((2 * LeastPart) + 100);
        var upload = await BeginAsync();
        var parts = new List<PartETag>();
        foreach (var (number, offset, length) in new[] { (2, 0, LeastPart), (5, LeastPart, LeastPart), (9, 2 * LeastPart, 100) })
        {
            parts.Add(await PartAsync(upload, number, content.AsSpan(offset, length).ToArray()));
        }

        var completed = await CompleteAsync(upload, parts);
        Assert.EndsWith("-3\"", completed.ETag, StringComparison.Ordinal);
        Assert.Equal(content, await GetAsync("key"));
        var across = await GetAsync("key", request => request.ByteRange = new ByteRange(LeastPart - 10, LeastPart + 9));
        Assert.Equal(content.AsSpan(LeastPart - 10, 20).ToArray(), across);

        using var part = await S3.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = "key", PartNumber = 3 }, Token);
        Assert.Equal(100, part.ContentLength);
        Assert.Equal(3, part.PartsCount);
        Assert.Equal("InvalidPartNumber", await ErrorAsync(() => GetAsync("key", request => request.PartNumber = 4)));
        Assert.Equal("NoSuchUpload", await ErrorAsync(() => CompleteAsync(upload, parts)));
    }

    [Theory]
    [InlineData("CRC32", "FULL_OBJECT")]
    [InlineData("CRC32C", "FULL_OBJECT")]
    [InlineData("CRC64NVME", "FULL_OBJECT")]
    public async Task The_checksum_of_the_whole_follows_from_those_of_the_parts(string algorithm, string type)
    {
        var content = Bytes(LeastPart + 12345);
        var upload = (await S3.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = Bucket, Key = "key", ChecksumAlgorithm = algorithm, ChecksumType = type }, Token)).UploadId;
        var parts = new[] { await PartAsync(upload, 1, content[..LeastPart], algorithm), await PartAsync(upload, 2, content[LeastPart..], algorithm) };
        await CompleteAsync(upload, parts);

        await S3.PutObjectAsync(
            new PutObjectRequest { BucketName = Bucket, Key = "at once", InputStream = new MemoryStream(content), ChecksumAlgorithm = algorithm }, Token);
        Assert.Equal(await ChecksumAsync("at once"), await ChecksumAsync("key"));
    }

    [Theory]
    [InlineData("SHA256")]
    [InlineData("CRC32")]
    public async Task A_composite_checksum_counts_the_parts(string algorithm)
    {
        var upload = (await S3.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = Bucket, Key = "key", ChecksumAlgorithm = algorithm }, Token)).UploadId;
        var part = await PartAsync(upload, 1, Bytes(10), algorithm);
        await CompleteAsync(upload, [part]);
        Assert.EndsWith("-1", await ChecksumAsync("key"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_parts_that_is_wrong_is_refused_and_the_upload_goes_on()
    {
        var upload = await BeginAsync();
        var first = await PartAsync(upload, 1, Bytes(100));
        var second = await PartAsync(upload, 2, Bytes(100, seed: 2));
        Assert.Equal("InvalidPartOrder", await ErrorAsync(() => CompleteRawAsync(upload, second, first)));
        Assert.Equal("InvalidPart", await ErrorAsync(() => CompleteAsync(upload, [first, new PartETag(3, "\"x\"")])));
        Assert.Equal("InvalidPart", await ErrorAsync(() => CompleteAsync(upload, [new PartETag(1, second.ETag)])));
        Assert.Equal("EntityTooSmall", await ErrorAsync(() => CompleteAsync(upload, [first, second])));
        Assert.Equal("MalformedXML", await ErrorAsync(() => CompleteAsync(upload, [])));
        Assert.Equal("NoSuchKey", await ErrorAsync(() => GetAsync("key")));

        await CompleteAsync(upload, [second]);
        Assert.Equal(Bytes(100, seed: 2), await GetAsync("key"));
        Assert.Single(ContentFiles());
    }

    [Fact]
    public async Task An_aborted_upload_leaves_nothing()
    {
        var upload = await BeginAsync();
        await PartAsync(upload, 1, Bytes(100));
        await S3.AbortMultipartUploadAsync(Bucket, "key", upload, Token);
        Assert.Empty(ContentFiles());
        Assert.Equal("NoSuchUpload", await ErrorAsync(() => S3.AbortMultipartUploadAsync(Bucket, "key", upload, Token)));
        Assert.Equal("NoSuchUpload", await ErrorAsync(() => PartAsync(upload, 1, Bytes(100))));
    }

    [Fact]
    public async Task A_part_written_twice_counts_once()
    {
        var upload = await BeginAsync();
        await PartAsync(upload, 1, Bytes(100));
        var again = await PartAsync(upload, 1, Bytes(50));
        Assert.Single(ContentFiles());
        await CompleteAsync(upload, [again]);
        Assert.Equal(Bytes(50), await GetAsync("key"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public async Task A_part_has_a_number_up_to_10000(int number)
    {
        var upload = await BeginAsync();
        Assert.Equal("InvalidArgument", await ErrorAsync(() => PartAsync(upload, number, Bytes(10))));
    }

    [Fact]
    public async Task Parts_and_uploads_are_listed_in_pages()
    {
        var uploads = new[] { await BeginAsync("a/1"), await BeginAsync("a/2"), await BeginAsync("b") };
        for (var number = 1; number <= 3; number++)
        {
            await PartAsync(uploads[2], number, Bytes(10 + number), key: "b");
        }

        var first = await S3.ListPartsAsync(new ListPartsRequest { BucketName = Bucket, Key = "b", UploadId = uploads[2], MaxParts = 2 }, Token);
        Assert.Equal([11L, 12L], first.Parts.Select(part => part.Size!.Value));
        Assert.True(first.IsTruncated);
        var rest = await S3.ListPartsAsync(
            new ListPartsRequest { BucketName = Bucket, Key = "b", UploadId = uploads[2], PartNumberMarker = first.NextPartNumberMarker.ToString() }, Token);
        Assert.Equal([3], rest.Parts.Select(part => part.PartNumber!.Value));

        var page = await S3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = Bucket, MaxUploads = 2 }, Token);
        Assert.Equal(["a/1", "a/2"], page.MultipartUploads.Select(upload => upload.Key));
        var next = await S3.ListMultipartUploadsAsync(
            new ListMultipartUploadsRequest { BucketName = Bucket, KeyMarker = page.NextKeyMarker, UploadIdMarker = page.NextUploadIdMarker }, Token);
        Assert.Equal(["b"], next.MultipartUploads.Select(upload => upload.Key));
        var folders = await S3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = Bucket, Delimiter = "/" }, Token);
        Assert.Equal(["a/"], folders.CommonPrefixes);
    }

    [Fact]
    public async Task A_part_may_be_a_range_of_an_object()
    {
        await PutAsync("source", "0123456789");
        var upload = await BeginAsync();
        var part = await S3.CopyPartAsync(
            new CopyPartRequest
            {
                SourceBucket = Bucket,
                SourceKey = "source",
                DestinationBucket = Bucket,
                DestinationKey = "key",
                UploadId = upload,
                PartNumber = 1,
                FirstByte = 2,
                LastByte = 5,
            },
            Token);
        await CompleteAsync(upload, [new PartETag(1, part.ETag)]);
        Assert.Equal("2345", await TextAsync("key"));
    }

    private async Task<string> BeginAsync(string key = "key") => (await S3.InitiateMultipartUploadAsync(Bucket, key, Token)).UploadId;

    private async Task<PartETag> PartAsync(string upload, int number, byte[] content, string? algorithm = null, string key = "key")
    {
        var request = new UploadPartRequest { BucketName = Bucket, Key = key, UploadId = upload, PartNumber = number, InputStream = new MemoryStream(content) };
        if (algorithm is not null)
        {
            request.ChecksumAlgorithm = algorithm;
        }

        return new PartETag(await S3.UploadPartAsync(request, Token));
    }

    private Task<CompleteMultipartUploadResponse> CompleteAsync(string upload, IEnumerable<PartETag> parts) => S3.CompleteMultipartUploadAsync(
        new CompleteMultipartUploadRequest { BucketName = Bucket, Key = "key", UploadId = upload, PartETags = [.. parts] }, Token);

    // The SDK orders parts by itself.
    private async Task CompleteRawAsync(string upload, params PartETag[] parts)
    {
        var xml = "<CompleteMultipartUpload>"
            + string.Concat(parts.Select(part => $"<Part><PartNumber>{part.PartNumber}</PartNumber><ETag>{part.ETag}</ETag></Part>"))
            + "</CompleteMultipartUpload>";
        var answer = await new Protocol.SignedRequest(Server)
        {
            Method = "POST",
            Path = "/bucket/key",
            Query = "uploadId=" + upload,
            Body = System.Text.Encoding.UTF8.GetBytes(xml),
        }.SendAsync();
        if (answer.Code.Length > 0)
        {
            throw new AmazonS3Exception(answer.Code) { ErrorCode = answer.Code };
        }
    }

    private async Task<string> ChecksumAsync(string key)
    {
        var head = await S3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = Bucket, Key = key, ChecksumMode = ChecksumMode.ENABLED }, Token);
        return new[] { head.ChecksumCRC32, head.ChecksumCRC32C, head.ChecksumCRC64NVME, head.ChecksumSHA1, head.ChecksumSHA256 }.Single(value => value is not null);
    }
}
