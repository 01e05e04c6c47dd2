using System.Security.Cryptography;
using System.Text;

namespace PersonalizeOps.Server.Tests.Protocol;

/// <summary>Presigned URLs of signature version 2, as boto3 makes them by default.</summary>
public sealed class OldPresignedTests : IAsyncLifetime
{
    private LocalServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await LocalServer.StartAsync();
        using var s3 = _server.S3();
        await s3.PutBucketAsync("bucket", Token);
        await s3.PutObjectAsync(new() { BucketName = "bucket", Key = "a key", ContentBody = "hello" }, Token);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task It_reads_and_writes()
    {
        Assert.Equal((200, "hello"), await SendAsync("GET", "/bucket/a%20key"));
        Assert.Equal((200, ""), await SendAsync("PUT", "/bucket/new", body: "written"));
        Assert.Equal((200, "written"), await SendAsync("GET", "/bucket/new"));
        Assert.Equal(200, (await SendAsync("GET", "/bucket/new", query: "response-content-type=text/plain")).Status);
    }

    [Theory]
    [InlineData("GET", "/bucket/new", "")]
    [InlineData("DELETE", "/bucket/a%20key", "")]
    [InlineData("GET", "/bucket/a%20key", "response-content-type=text/html")]
    [InlineData("GET", "/bucket/a%20key", "versionId=null")]
    public async Task What_is_signed_cannot_be_changed(string method, string path, string query)
    {
        var answer = await SendAsync(method, path, signedMethod: "GET", signedPath: "/bucket/a%20key", query: query, signedQuery: "");
        Assert.Equal(403, answer.Status);
        Assert.Contains("SignatureDoesNotMatch", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_ends()
    {
        Assert.Equal(403, (await SendAsync("GET", "/bucket/a%20key", lifetime: -1)).Status);
        Assert.Equal(200, (await SendAsync("GET", "/bucket/a%20key")).Status);
    }

    [Fact]
    public async Task It_needs_the_secret()
    {
        Assert.Equal(403, (await SendAsync("GET", "/bucket/a%20key", secret: "another")).Status);
        Assert.Equal(200, (await SendAsync("GET", "/bucket/a%20key")).Status);
    }

    private async Task<(int Status, string Body)> SendAsync(
        string method,
        string path,
        string? signedMethod = null,
        string? signedPath = null,
        string query = "",
        string? signedQuery = null,
        int lifetime = 60,
        string? secret = null,
        string? body = null)
    {
        var expires = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + lifetime;
        var covered = signedQuery ?? query;
        var text = $"{signedMethod ?? method}\n\n\n{expires}\n{signedPath ?? path}{(covered.Length > 0 ? "?" + covered : "")}";
#pragma warning disable CA5350 // The signature version is defined with SHA-1.
        var signature = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret ?? _server.Server.SecretAccessKey), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
        var target = $"{path}?AWSAccessKeyId={_server.Server.AccessKeyId}&Signature={Uri.EscapeDataString(signature)}&Expires={expires}{(query.Length > 0 ? "&" + query : "")}";
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_server.Endpoint, target)) { Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        using var answer = await client.SendAsync(request, Token);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }
}
