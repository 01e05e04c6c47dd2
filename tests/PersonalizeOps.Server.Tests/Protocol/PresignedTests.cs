using System.Net;
using System.Text.RegularExpressions;
using Amazon.S3;
using Amazon.S3.Model;

namespace PersonalizeOps.Server.Tests.Protocol;

public sealed class PresignedTests
{
    [Fact]
    public async Task A_presigned_url_reads_and_writes_until_its_time_is_over()
    {
        await using var server = await LocalServer.StartAsync(fakeTime: true);
        using var s3 = server.S3();
        using var http = new HttpClient();
        var token = TestContext.Current.CancellationToken;
        await s3.PutBucketAsync("bucket", token);
        var write = Url(s3, server, HttpVerb.PUT);
        var read = Url(s3, server, HttpVerb.GET);

        using var content = new ByteArrayContent("hello"u8.ToArray());
        Assert.Equal(HttpStatusCode.OK, (await http.PutAsync(write, content, token)).StatusCode);
        Assert.Equal("hello", await http.GetStringAsync(read, token));

        server.Time.Advance(TimeSpan.FromMinutes(61));
        var late = await http.GetAsync(read, token);
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
        Assert.Contains("Request has expired", await late.Content.ReadAsStringAsync(token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/key", "/kez")]
    [InlineData(@"X-Amz-Expires=\d+", "X-Amz-Expires=7200")]
    [InlineData("response-content-type=text%2Fplain", "response-content-type=text%2Fhtml")]
    public async Task A_presigned_url_cannot_be_changed(string from, string to)
    {
        await using var server = await LocalServer.StartAsync();
        using var s3 = server.S3();
        using var http = new HttpClient();
        var url = Url(s3, server, HttpVerb.GET);
        Assert.Matches(from, url);
        var answer = await http.GetAsync(Regex.Replace(url, from, to), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("SignatureDoesNotMatch", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"X-Amz-Expires=\d+", "X-Amz-Expires=604801", "AuthorizationQueryParametersError")]
    [InlineData(@"X-Amz-Expires=\d+", "X-Amz-Expires=-1", "AuthorizationQueryParametersError")]
    [InlineData(@"X-Amz-Expires=\d+&", "", "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256", "InvalidRequest")]
    public async Task A_bent_query_is_refused(string from, string to, string code)
    {
        await using var server = await LocalServer.StartAsync();
        using var s3 = server.S3();
        using var http = new HttpClient();
        var url = Url(s3, server, HttpVerb.GET);
        Assert.Matches(from, url);
        var answer = await http.GetAsync(Regex.Replace(url, from, to), TestContext.Current.CancellationToken);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static string Url(AmazonS3Client s3, LocalServer server, HttpVerb verb)
    {
        var request = new GetPreSignedUrlRequest
        {
            BucketName = "bucket",
            Key = "key",
            Verb = verb,
            Protocol = Amazon.S3.Protocol.HTTP,
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1),
        };
        request.ResponseHeaderOverrides.ContentType = verb == HttpVerb.GET ? "text/plain" : null;
        var url = s3.GetPreSignedURL(request);
        Assert.StartsWith(server.Endpoint.ToString(), url, StringComparison.Ordinal);
        return url;
    }
}
