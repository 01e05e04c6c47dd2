using Amazon.S3.Model;

namespace PersonalizeOps.Server.Tests.Protocol;

public sealed class HostileRequestTests
{
    [Theory]
    [InlineData("evil.example.com")]
    [InlineData("localhost.evil.example.com")]
    [InlineData("evillocalhost")]
    [InlineData("127.0.0.1.evil.example.com")]
    public async Task A_request_to_another_site_is_refused(string host)
    {
        await using var server = await LocalServer.StartAsync();
        var answer = await new SignedRequest(server) { Host = host }.SendAsync();
        Assert.Equal(("AccessDenied", 403), (answer.Code, answer.Status));
    }

    [Theory]
    [InlineData("localhost:1234")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:80")]
    public async Task A_request_to_one_of_our_names_is_answered(string host)
    {
        await using var server = await LocalServer.StartAsync();
        Assert.Equal(200, (await new SignedRequest(server) { Host = host }.SendAsync()).Status);
    }

    [Theory]
    [InlineData("/none/key", false)]
    [InlineData("/bucket/key", true)]
    public async Task A_connection_ends_with_an_answer_that_did_not_wait_for_the_body(string path, bool isWanted)
    {
        await using var server = await LocalServer.StartAsync();
        using var s3 = server.S3();
        await s3.PutBucketAsync("bucket", TestContext.Current.CancellationToken);
        var put = new SignedRequest(server)
        {
            Method = "PUT",
            Path = path,
            Body = "hello"u8.ToArray(),
            UnsignedHeaders = new() { ["Expect"] = "100-continue" },
        };
        var next = new SignedRequest(server) { Path = "/" };

        // A client that was refused does not send the body any more.
        var sent = put.Head().Replace("Connection: close\r\n", "", StringComparison.Ordinal) + (isWanted ? "hello" : "") + next.Head();
        var answers = await RawResponse.ExchangeAsync(server.Endpoint, sent);
        var all = $"{answers.Head}\r\n\r\n{answers.Body}";
        Assert.Equal(!isWanted, all.Contains("Connection: close\r\n", StringComparison.Ordinal) && all.Contains("NoSuchBucket", StringComparison.Ordinal));
        Assert.Equal(isWanted, all.Contains("ListAllMyBucketsResult", StringComparison.Ordinal));
        Assert.DoesNotContain("HTTP/1.1 400", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bucket.localhost")]
    [InlineData("bucket.s3.localhost:80")]
    [InlineData("bucket.s3.us-east-1.localhost")]
    public async Task A_bucket_may_stand_in_the_host(string host)
    {
        await using var server = await LocalServer.StartAsync();
        using var s3 = server.S3();
        await s3.PutBucketAsync("bucket", TestContext.Current.CancellationToken);
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = "a/b", ContentBody = "hello" }, TestContext.Current.CancellationToken);
        var answer = await new SignedRequest(server) { Host = host, Path = "/a/b" }.SendAsync();
        Assert.Equal((200, "hello"), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("/../../etc/passwd")]
    [InlineData("/..%2f..%2fetc/passwd")]
    [InlineData("/%2e%2e/key")]
    [InlineData("/%2e%2e%2f%2e%2e%2fetc")]
    [InlineData("/..%5c..%5cwindows/key")]
    [InlineData("/..%252f/key")]
    [InlineData("/.%00./key")]
    [InlineData("/..%c0%af../key")]
    [InlineData("/bu%2fcket/key")]
    [InlineData("//etc/passwd")]
    public async Task No_bucket_leads_out_of_the_state_folder(string path)
    {
        await using var server = await LocalServer.StartAsync();
        foreach (var method in new[] { "PUT", "GET", "DELETE" })
        {
            var answer = await new SignedRequest(server) { Method = method, Path = path, Payload = SignedRequest.Unsigned }.SendAsync();
            Assert.InRange(answer.Status, 400, 499);
        }

        Assert.Empty(Contents(server));
    }

    [Theory]
    [InlineData("../../../../escape")]
    [InlineData("..%2f..%2f..%2fescape")]
    [InlineData("%2e%2e/%2e%2e/escape")]
    [InlineData("%2E%2E%2F%2E%2E%2Fescape")]
    [InlineData("..%5c..%5cescape")]
    [InlineData("%252e%252e%252fescape")]
    [InlineData("/absolute")]
    [InlineData("./.")]
    [InlineData("a//b/")]
    [InlineData("CON")]
    [InlineData("%E6%97%A5%E6%9C%AC")]
    public async Task A_key_is_only_a_key(string key)
    {
        await using var server = await LocalServer.StartAsync();
        using var s3 = server.S3();
        await s3.PutBucketAsync("bucket", TestContext.Current.CancellationToken);
        var canonical = "/bucket/" + string.Join('/', key.Split('/').Select(Uri.UnescapeDataString).Select(Encode));
        var outside = Directory.GetFileSystemEntries(Path.GetDirectoryName(server.StateFolder)!);

        var put = new SignedRequest(server) { Method = "PUT", Path = canonical, Body = "hello"u8.ToArray() };
        Assert.Equal(200, (await put.SendAsync(put.Head().Replace(canonical, "/bucket/" + key, StringComparison.Ordinal), put.Body)).Status);

        var listed = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket" }, TestContext.Current.CancellationToken);
        Assert.Equal(Uri.UnescapeDataString(key), Assert.Single(listed.S3Objects).Key);
        Assert.Single(Contents(server));
        Assert.Equal(outside, Directory.GetFileSystemEntries(Path.GetDirectoryName(server.StateFolder)!));
    }

    [Theory]
    [InlineData("/bucket/../../../../etc/passwd")]
    [InlineData("/bucket/%2e%2e%2f%2e%2e%2fetc%2fpasswd")]
    [InlineData("../bucket/key")]
    [InlineData("/../bucket/key")]
    [InlineData("..%2fbucket/key")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/bucket/key?versionId=../../../../../../etc/pass")]
    public async Task No_copy_leads_out_of_the_bucket(string source)
    {
        await using var server = await LocalServer.StartAsync();
        using var s3 = server.S3();
        await s3.PutBucketAsync("bucket", TestContext.Current.CancellationToken);
        var answer = await new SignedRequest(server) { Method = "PUT", Path = "/bucket/copy", Headers = new() { ["x-amz-copy-source"] = source } }.SendAsync();
        Assert.InRange(answer.Status, 400, 499);
        Assert.Empty(Contents(server));
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("%ff")]
    [InlineData("%c0%af")]
    [InlineData("%ed%a0%80")]
    [InlineData("%")]
    [InlineData("%4")]
    [InlineData("%zz")]
    public async Task A_key_that_is_no_text_is_refused(string key)
    {
        await using var server = await LocalServer.StartAsync();
        var answer = await new SignedRequest(server) { Method = "PUT", Path = "/bucket/a" + key, Body = "hello"u8.ToArray() }.SendAsync();
        Assert.Equal(400, answer.Status);
        Assert.Contains(answer.Code, new[] { "InvalidURI", "" });
    }

    [Fact]
    public async Task A_key_has_at_most_1024_bytes()
    {
        await using var server = await LocalServer.StartAsync();
        using var s3 = server.S3();
        await s3.PutBucketAsync("bucket", TestContext.Current.CancellationToken);
        SignedRequest Put(int length) => new(server) { Method = "PUT", Path = "/bucket/" + new string('k', length), Body = "x"u8.ToArray() };
        Assert.Equal(200, (await Put(1024).SendAsync()).Status);
        Assert.Equal("KeyTooLongError", (await Put(1025).SendAsync()).Code);
    }

    [Fact]
    public async Task Headers_beyond_the_limit_are_refused()
    {
        await using var server = await LocalServer.StartAsync(configure: options => options with { MaxHeaderBytes = 16 * 1024 });
        var answer = await new SignedRequest(server) { UnsignedHeaders = new() { ["cookie"] = new string('c', 20_000) } }.SendAsync();
        Assert.Equal(431, answer.Status);
    }

    [Fact]
    public async Task Metadata_beyond_2_KB_is_refused()
    {
        await using var server = await LocalServer.StartAsync();
        using var s3 = server.S3();
        await s3.PutBucketAsync("bucket", TestContext.Current.CancellationToken);
        var request = new SignedRequest(server) { Method = "PUT", Path = "/bucket/key", Headers = new() { ["x-amz-meta-m"] = new string('m', 2048) } };
        Assert.Equal("MetadataTooLarge", (await request.SendAsync()).Code);
    }

    [Fact]
    public async Task An_object_beyond_the_limit_is_refused()
    {
        await using var server = await LocalServer.StartAsync(configure: options => options with { MaxObjectBytes = 1000 });
        using var s3 = server.S3();
        await s3.PutBucketAsync("bucket", TestContext.Current.CancellationToken);
        SignedRequest Put(int length) => new(server) { Method = "PUT", Path = "/bucket/key", Body = new byte[length] };
        Assert.Equal(200, (await Put(1000).SendAsync()).Status);
        Assert.Equal("EntityTooLarge", (await Put(1001).SendAsync()).Code);
        Assert.Equal("EntityTooLarge", (await Put(100_000).SendAsync()).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<Delete>")]
    [InlineData("<Other/>")]
    [InlineData("<Delete></Delete>")]
    [InlineData("<Delete><Object></Object></Delete>")]
    [InlineData("<Delete><Object><Key>&#xD800;</Key></Object></Delete>")]
    [InlineData("<Delete><Object><Key>kept</Key></Object><Object><Key></Key></Object></Delete>")]
    [InlineData("<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Delete><Object><Key>&e;</Key></Object></Delete>")]
    [InlineData("<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'>]><Delete><Object><Key>&a;</Key></Object></Delete>")]
    public async Task Malformed_xml_is_refused(string body)
    {
        await using var server = await LocalServer.StartAsync();
        using var s3 = server.S3();
        await s3.PutBucketAsync("bucket", TestContext.Current.CancellationToken);
        await new SignedRequest(server) { Method = "PUT", Path = "/bucket/kept" }.SendAsync();
        var bytes = System.Text.Encoding.UTF8.GetBytes(body);
        var request = new SignedRequest(server)
        {
            Method = "POST",
            Path = "/bucket",
            Query = "delete=",
            Body = bytes,
            Headers = new() { ["x-amz-checksum-sha256"] = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(bytes)) },
        };
        Assert.Equal("MalformedXML", (await request.SendAsync()).Code);
        Assert.Equal(200, (await new SignedRequest(server) { Path = "/bucket/kept" }.SendAsync()).Status);
    }

    [Theory]
    [InlineData("<Id>a&#x1;b</Id>")]
    [InlineData("<Id>&#xFFFF;</Id>")]
    public async Task A_notification_that_cannot_be_given_back_is_refused(string id)
    {
        await using var server = await LocalServer.StartAsync();
        using var s3 = server.S3();
        await s3.PutBucketAsync("bucket", TestContext.Current.CancellationToken);
        var request = new SignedRequest(server)
        {
            Method = "PUT",
            Path = "/bucket",
            Query = "notification=",
            Body = System.Text.Encoding.UTF8.GetBytes(
                $"<NotificationConfiguration><TopicConfiguration>{id}<Topic>arn:aws:sns:us-east-1:000000000000:topic</Topic>"
                + "<Event>s3:ObjectCreated:*</Event></TopicConfiguration></NotificationConfiguration>"),
        };
        Assert.Equal("MalformedXML", (await request.SendAsync()).Code);
    }

    [Theory]
    [InlineData("GARBAGE\r\n\r\n")]
    [InlineData("GET * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n")]
    [InlineData("PUT /b/k HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\nConnection: close\r\n\r\n")]
    [InlineData("PUT /b/k HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /%zz?%zz=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("BREW /pot HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: AWS4-HMAC-SHA256\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /?X-Amz-Algorithm=AWS4-HMAC-SHA256 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")]
    public async Task Malformed_requests_are_refused_and_the_server_goes_on(string request)
    {
        await using var server = await LocalServer.StartAsync();
        var answer = await RawResponse.ExchangeAsync(server.Endpoint, request);
        Assert.InRange(answer.Status, 400, 499);
        Assert.Equal(200, (await new SignedRequest(server).SendAsync()).Status);
    }

    private static string Encode(string segment) => Uri.EscapeDataString(segment).Replace("%2F", "/", StringComparison.Ordinal);

    private static string[] Contents(LocalServer server) =>
        Directory.GetFiles(Path.Combine(server.StateFolder, "objects", "content"), "*", SearchOption.AllDirectories);
}
