using System.Text;
using PersonalizeOps.Server.Protocol.Signing;

namespace PersonalizeOps.Server.Tests.Protocol;

public sealed class ChunkedBodyTests
{
    // The example of AWS's documentation "Signature calculations: transferring payload in multiple chunks".
    private const string DocumentedSeed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";

    public static TheoryData<string, string> Checksums => new()
    {
        { "x-amz-checksum-crc32", "y/Q5Jg==" },
        { "x-amz-checksum-crc32c", "4waSgw==" },
        { "x-amz-checksum-crc64nvme", "rosUhgp5mIg=" },
        { "x-amz-checksum-sha1", "98O8HYCOBHMq32eZZczDTKeuNEE=" },
        { "x-amz-checksum-sha256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=" },
    };

    [Fact]
    public async Task The_documented_example_verifies()
    {
        var content = Enumerable.Repeat((byte)'a', 65536 + 1024).ToArray();
        await using var body = Documented(
            Chunk(content[..65536], "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"),
            Chunk(content[65536..], "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"),
            Chunk([], "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"));
        using var read = new MemoryStream();
        await body.CopyToAsync(read, TestContext.Current.CancellationToken);
        Assert.Equal(content, read.ToArray());
    }

    [Fact]
    public async Task A_chunk_with_another_content_does_not_verify()
    {
        var content = Enumerable.Repeat((byte)'a', 65536).ToArray();
        content[100] = (byte)'b';
        await using var body = Documented(Chunk(content, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"));
        var error = await Assert.ThrowsAsync<ServiceError>(() => body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
        Assert.Equal("SignatureDoesNotMatch", error.Code);
    }

    [Theory]
    [MemberData(nameof(Checksums))]
    public async Task A_checksum_behind_an_unsigned_body_is_verified_and_kept(string header, string value)
    {
        await using var server = await LocalServer.StartAsync();
        using var s3 = server.S3();
        await s3.PutBucketAsync("bucket", TestContext.Current.CancellationToken);
        var answer = await PutWithTrailer(server, header, value).SendAsync();
        Assert.Equal(200, answer.Status);
        Assert.Contains($"{header}: {value}", answer.Head, StringComparison.OrdinalIgnoreCase);
        using var read = await s3.GetObjectAsync("bucket", "key", TestContext.Current.CancellationToken);
        using var text = new StreamReader(read.ResponseStream);
        Assert.Equal("123456789", await text.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Checksums))]
    public async Task A_wrong_checksum_behind_the_body_is_refused(string header, string value)
    {
        await using var server = await LocalServer.StartAsync();
        using var s3 = server.S3();
        await s3.PutBucketAsync("bucket", TestContext.Current.CancellationToken);
        var wrong = (value[0] == 'A' ? 'B' : 'A') + value[1..];
        Assert.Equal("BadDigest", (await PutWithTrailer(server, header, wrong).SendAsync()).Code);
        Assert.Equal("InvalidRequest", (await PutWithTrailer(server, header, "short").SendAsync()).Code);
        Assert.Empty(Directory.GetFiles(Path.Combine(server.StateFolder, "tmp")));
    }

    [Theory]
    [InlineData("x-amz-checksum-crc32:y/Q5Jg==\r\n", "", "MalformedTrailerError")]
    [InlineData("x-amz-checksum-crc32:", "x-amz-meta-other:", "MalformedTrailerError")]
    [InlineData("9\r\n", "a\r\n", "IncompleteBody")]
    [InlineData("9\r\n", "8\r\n", "IncompleteBody")]
    [InlineData("9\r\n", "zz\r\n", "IncompleteBody")]
    [InlineData("9\r\n", "ffffffffffffffff\r\n", "IncompleteBody")]
    [InlineData("0\r\n", "", "IncompleteBody")]
    public async Task A_body_that_does_not_hold_together_is_refused(string from, string to, string code)
    {
        await using var server = await LocalServer.StartAsync();
        using var s3 = server.S3();
        await s3.PutBucketAsync("bucket", TestContext.Current.CancellationToken);
        var body = "9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n".Replace(from, to, StringComparison.Ordinal);
        var answer = await PutWithTrailer(server, "x-amz-checksum-crc32", "", body).SendAsync();
        Assert.Equal((code, 400), (answer.Code, answer.Status));
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "SignatureDoesNotMatch")]
    public async Task The_signature_behind_a_trailer_is_verified(bool bend, string code)
    {
        await using var server = await LocalServer.StartAsync();
        using var s3 = server.S3();
        await s3.PutBucketAsync("bucket", TestContext.Current.CancellationToken);
        var head = Chunked(server, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", new() { ["x-amz-trailer"] = "x-amz-checksum-crc32" }, []);
        var content = "123456789"u8.ToArray();
        var first = ChunkSignature(head, head.Signature, content);
        var last = ChunkSignature(head, first, []);
        const string Trailer = "x-amz-checksum-crc32:y/Q5Jg==\n";
        var trailer = head.Sign(
            $"AWS4-HMAC-SHA256-TRAILER\n{head.Stamp}\n{head.Scope}\n{last}\n{SignedRequest.Hash(Encoding.UTF8.GetBytes(Trailer))}");
        trailer = bend ? (trailer[0] == '0' ? '1' : '0') + trailer[1..] : trailer;
        var body = $"9;chunk-signature={first}\r\n123456789\r\n0;chunk-signature={last}\r\n"
            + $"x-amz-checksum-crc32:y/Q5Jg==\r\nx-amz-trailer-signature:{trailer}\r\n\r\n";
        var bytes = Encoding.ASCII.GetBytes(body);
        var text = head.Head().Replace("Content-Length: 0", $"Content-Length: {bytes.Length}", StringComparison.Ordinal);
        Assert.Equal(code, (await head.SendAsync(text, bytes)).Code);
    }

    private static string ChunkSignature(SignedRequest request, string previous, byte[] content) => request.Sign(
        $"AWS4-HMAC-SHA256-PAYLOAD\n{request.Stamp}\n{request.Scope}\n{previous}\n{SignedRequest.Hash([])}\n{SignedRequest.Hash(content)}");

    private static SignedRequest PutWithTrailer(LocalServer server, string header, string value, string? body = null) => Chunked(
        server,
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        new() { ["x-amz-trailer"] = header },
        Encoding.ASCII.GetBytes(body ?? $"4\r\n1234\r\n5\r\n56789\r\n0\r\n{header}:{value}\r\n\r\n"));

    private static SignedRequest Chunked(LocalServer server, string payload, Dictionary<string, string> headers, byte[] body)
    {
        headers["x-amz-decoded-content-length"] = "9";
        headers["content-encoding"] = "aws-chunked";
        return new SignedRequest(server) { Method = "PUT", Path = "/bucket/key", Payload = payload, Headers = headers, Body = body };
    }

    private static byte[] Chunk(byte[] content, string signature) =>
        [.. Encoding.ASCII.GetBytes($"{content.Length:x};chunk-signature={signature}\r\n"), .. content, .. "\r\n"u8];

    private static AwsChunkedStream Documented(params byte[][] chunks)
    {
        var claim = new SignatureClaim
        {
            AccessKeyId = "AKIAIOSFODNN7EXAMPLE",
            Day = "20130524",
            Region = "us-east-1",
            Service = "s3",
            SignedHeaders = ["host"],
            Signature = DocumentedSeed,
            Stamp = "20130524T000000Z",
            Time = new DateTimeOffset(2013, 5, 24, 0, 0, 0, TimeSpan.Zero),
        };
        var signer = new ChunkSigner(new SigningKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", claim), claim);
        return new AwsChunkedStream(new MemoryStream(chunks.SelectMany(chunk => chunk).ToArray()), 65536 + 1024, signer, []);
    }
}
