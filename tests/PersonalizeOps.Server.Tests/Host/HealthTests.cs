using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Amazon.S3.Model;

namespace PersonalizeOps.Server.Tests.Host;

public sealed class HealthTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_tells_product_version_and_readiness_without_a_signature()
    {
        await using var server = await LocalServer.StartAsync();
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(server.Endpoint, "/health"), Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var health = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal("ready", health.GetProperty("status").GetString());
        Assert.Equal("PersonalizeOps", health.GetProperty("product").GetString());
        Assert.Matches(@"^\d+\.\d+\.\d+$", health.GetProperty("version").GetString());
        Assert.Equal(3, health.EnumerateObject().Count());
    }

    [Theory]
    [InlineData("POST", "/health")]
    [InlineData("GET", "/health/")]
    [InlineData("GET", "/health?list-type=2")]
    [InlineData("GET", "/healthy")]
    public async Task Nothing_else_goes_without_a_signature(string method, string path)
    {
        await using var server = await LocalServer.StartAsync();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.Endpoint, path));
        using var answer = await client.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_bucket_may_be_called_health()
    {
        await using var server = await LocalServer.StartAsync();
        using var s3 = server.S3();
        await s3.PutBucketAsync("health", Token);
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "health", Key = "key", ContentBody = "hello" }, Token);
        Assert.Single((await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "health" }, Token)).S3Objects);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/bucket/key")]
    [InlineData("/")]
    public async Task Every_answer_names_product_and_version_and_its_request(string path)
    {
        await using var server = await LocalServer.StartAsync();
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(server.Endpoint, path), Token);
        Assert.Matches(@"^PersonalizeOps/\d+\.\d+\.\d+$", answer.Headers.Server.ToString());
        Assert.True(Guid.TryParse(Assert.Single(answer.Headers.GetValues("x-amzn-RequestId")), out _));
    }
}
