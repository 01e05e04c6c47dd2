using System.Text;

namespace PersonalizeOps.Server.Tests.Protocol;

public sealed class SignatureTests
{
    private const string JsonBody = "{\"maxResults\":1}";

    public static TheoryData<string, string, int> WrongSignatures => new()
    {
        { "s3", "SignatureDoesNotMatch", 403 },
        { "personalize", "InvalidSignatureException", 400 },
        { "personalize-runtime", "InvalidSignatureException", 403 },
        { "sts", "SignatureDoesNotMatch", 403 },
    };

    public static TheoryData<string, string, int> UnknownKeys => new()
    {
        { "s3", "InvalidAccessKeyId", 403 },
        { "personalize", "UnrecognizedClientException", 400 },
        { "personalize-runtime", "UnrecognizedClientException", 403 },
        { "sts", "InvalidClientTokenId", 403 },
    };

    public static TheoryData<string, string, int> Expired => new()
    {
        { "s3", "RequestTimeTooSkewed", 403 },
        { "personalize", "InvalidSignatureException", 400 },
        { "personalize-runtime", "InvalidSignatureException", 403 },
        { "sts", "SignatureDoesNotMatch", 403 },
    };

    public static TheoryData<string, string, int> Missing => new()
    {
        { "s3", "AccessDenied", 403 },
        { "personalize", "MissingAuthenticationTokenException", 400 },
        { "personalize-runtime", "MissingAuthenticationTokenException", 403 },
        { "sts", "MissingAuthenticationToken", 403 },
    };

    [Theory]
    [MemberData(nameof(WrongSignatures))]
    public async Task A_wrong_secret_is_refused_in_the_words_of_the_protocol(string service, string code, int status)
    {
        await using var server = await LocalServer.StartAsync();
        var answer = await For(server, service, secret: "wrong").SendAsync();
        Assert.Equal((code, status), (answer.Code, answer.Status));
    }

    [Theory]
    [MemberData(nameof(UnknownKeys))]
    public async Task An_unknown_key_is_refused(string service, string code, int status)
    {
        await using var server = await LocalServer.StartAsync();
        var answer = await For(server, service, accessKeyId: "SOMEBODYELSE").SendAsync();
        Assert.Equal((code, status), (answer.Code, answer.Status));
    }

    [Theory]
    [MemberData(nameof(Expired))]
    public async Task A_request_is_good_for_a_quarter_of_an_hour_before_and_after(string service, string code, int status)
    {
        await using var server = await LocalServer.StartAsync(fakeTime: true);
        var now = server.Time.GetUtcNow();
        foreach (var minutes in new[] { -14.9, 14.9 })
        {
            Assert.NotEqual(code, (await For(server, service, time: now.AddMinutes(minutes)).SendAsync()).Code);
        }

        foreach (var minutes in new[] { -15.1, 15.1, -600_000 })
        {
            var answer = await For(server, service, time: now.AddMinutes(minutes)).SendAsync();
            Assert.Equal((code, status), (answer.Code, answer.Status));
        }

        var request = For(server, service, time: now);
        Assert.NotEqual(code, (await request.SendAsync()).Code);
        server.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(code, (await request.SendAsync()).Code);
    }

    [Theory]
    [MemberData(nameof(Missing))]
    public async Task An_unsigned_request_is_refused(string service, string code, int status)
    {
        await using var server = await LocalServer.StartAsync();
        var request = For(server, service);
        var head = string.Join("\r\n", request.Head().Split("\r\n").Where(line => !line.StartsWith("Authorization", StringComparison.Ordinal)));
        var answer = await request.SendAsync(head, request.Body);
        Assert.Equal((code, status), (answer.Code, answer.Status));
    }

    [Theory]
    [InlineData("s3")]
    [InlineData("personalize")]
    [InlineData("sts")]
    public async Task A_session_token_that_was_never_given_out_is_refused(string service)
    {
        await using var server = await LocalServer.StartAsync();
        var answer = await For(server, service, headers: new() { ["x-amz-security-token"] = "abc" }).SendAsync();
        Assert.Contains(answer.Code, new[] { "InvalidToken", "UnrecognizedClientException", "InvalidClientTokenId" });
    }

    [Theory]
    [InlineData("personalize")]
    [InlineData("personalize-runtime")]
    [InlineData("sts")]
    public async Task A_changed_body_has_another_signature(string service)
    {
        await using var server = await LocalServer.StartAsync();
        var request = For(server, service);
        var changed = request.Body.ToArray();
        changed[^2]++;
        Assert.Contains((await request.SendAsync(request.Head(), changed)).Code, new[] { "InvalidSignatureException", "SignatureDoesNotMatch" });
    }

    [Fact]
    public async Task A_changed_object_body_is_refused_and_nothing_is_written()
    {
        await using var server = await LocalServer.StartAsync();
        using var s3 = server.S3();
        await s3.PutBucketAsync("bucket", TestContext.Current.CancellationToken);
        var request = new SignedRequest(server) { Method = "PUT", Path = "/bucket/key", Body = "hello"u8.ToArray() };
        var answer = await request.SendAsync(request.Head(), "hallo"u8.ToArray());
        Assert.Equal("XAmzContentSHA256Mismatch", answer.Code);
        Assert.Empty((await s3.ListObjectsV2Async(new() { BucketName = "bucket" }, TestContext.Current.CancellationToken)).S3Objects ?? []);
        Assert.Empty(Directory.GetFiles(Path.Combine(server.StateFolder, "tmp")));
    }

    [Theory]
    [InlineData("GET /bucket/key", "GET /bucket/other")]
    [InlineData("GET /", "HEAD /")]
    [InlineData("?versionId=null", "?versionId=1")]
    [InlineData("x-amz-checksum-mode: ENABLED", "x-amz-checksum-mode: enabled")]
    [InlineData("host: ", "host: user.")]
    public async Task Whatever_is_signed_cannot_be_changed(string from, string to)
    {
        await using var server = await LocalServer.StartAsync();
        var request = new SignedRequest(server)
        {
            Path = "/bucket/key",
            Query = "versionId=null",
            Host = "localhost",
            Headers = new() { ["x-amz-checksum-mode"] = "ENABLED" },
        };
        Assert.Equal("NoSuchBucket", (await request.SendAsync()).Code);
        var answer = await request.SendAsync(request.Head().Replace(from, to, StringComparison.Ordinal), request.Body);
        Assert.Equal(403, answer.Status);
        Assert.Contains(answer.Code, new[] { "SignatureDoesNotMatch", "" });
    }

    [Fact]
    public async Task Headers_of_amazons_must_be_signed()
    {
        await using var server = await LocalServer.StartAsync();
        var request = new SignedRequest(server) { UnsignedHeaders = new() { ["x-amz-copy-source"] = "/bucket/key" } };
        var answer = await request.SendAsync();
        Assert.Equal("AccessDenied", answer.Code);
        Assert.Contains("x-amz-copy-source", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Credential=", "Kredential=", "AuthorizationHeaderMalformed")]
    [InlineData("aws4_request", "aws5_request", "AuthorizationHeaderMalformed")]
    [InlineData("SignedHeaders=host;", "SignedHeaders=", "AccessDenied")]
    [InlineData("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256", "InvalidRequest")]
    [InlineData("AWS4-HMAC-SHA256", "AWS", "InvalidRequest")]
    [InlineData("Signature=", "Signature=0", "SignatureDoesNotMatch")]
    [InlineData("/us-east-1/", "/eu-west-1/", "SignatureDoesNotMatch")]
    public async Task A_bent_authorization_is_refused(string from, string to, string code)
    {
        await using var server = await LocalServer.StartAsync();
        var answer = await new SignedRequest(server).SendAsync(authorization => authorization.Replace(from, to, StringComparison.Ordinal));
        Assert.Equal(code, answer.Code);
    }

    [Fact]
    public async Task S3_wants_the_hash_of_the_payload()
    {
        await using var server = await LocalServer.StartAsync();
        Assert.Equal("InvalidArgument", (await new SignedRequest(server) { Payload = "STREAMING-SOMETHING" }.SendAsync()).Code);
        Assert.Equal(200, (await new SignedRequest(server) { Payload = SignedRequest.Unsigned }.SendAsync()).Status);
    }

    [Fact]
    public async Task No_secret_reaches_an_answer()
    {
        await using var server = await LocalServer.StartAsync();
        var answer = await new SignedRequest(server) { Secret = "x" }.SendAsync();
        Assert.DoesNotContain(server.Server.SecretAccessKey, answer.Head + answer.Body, StringComparison.Ordinal);
    }

    private static SignedRequest For(
        LocalServer server,
        string service,
        string? secret = null,
        string? accessKeyId = null,
        DateTimeOffset? time = null,
        Dictionary<string, string>? headers = null)
    {
        var all = headers ?? [];
        var (method, path, body) = service switch
        {
            "personalize" => ("POST", "/", JsonBody),
            "personalize-runtime" => ("POST", "/recommendations", "{\"userId\":\"1\"}"),
            "sts" => ("POST", "/", "Action=GetCallerIdentity&Version=2011-06-15"),
            _ => ("GET", "/", ""),
        };
        if (service != "s3")
        {
            all["content-type"] = service switch
            {
                "personalize" => "application/x-amz-json-1.1",
                "sts" => "application/x-www-form-urlencoded",
                _ => "application/json",
            };
        }

        if (service == "personalize")
        {
            all["x-amz-target"] = "AmazonPersonalize.ListSchemas";
        }

        return new SignedRequest(server)
        {
            Method = method,
            Path = path,
            Body = Encoding.UTF8.GetBytes(body),
            Service = service == "personalize-runtime" ? "personalize" : service,
            Secret = secret ?? server.Server.SecretAccessKey,
            AccessKeyId = accessKeyId ?? server.Server.AccessKeyId,
            Time = time ?? TimeProvider.System.GetUtcNow(),
            Headers = all,
        };
    }
}
