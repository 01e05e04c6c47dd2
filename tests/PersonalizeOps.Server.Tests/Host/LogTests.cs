using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace PersonalizeOps.Server.Tests.Host;

public sealed class LogTests
{
    private const string Secret = "the-secret-access-key";
    private const string Body = "the-body-of-an-object";
    private const string Key = "the-key-of-an-object";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_request_is_a_line_with_its_id_and_without_secrets_names_or_contents()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        using var folder = new TemporaryFolder();
        using var server = await ServerProcess.ListenAsync(
            "--state", folder.PathOf("state"), "--access-key-id", "me", "--secret-access-key", Secret, "--log-level", "debug", "--log-format", "json", "--admin");
        var adminToken = await File.ReadAllTextAsync(folder.PathOf("state/admin-token"), Token);
        var config = new AmazonS3Config { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true, MaxErrorRetry = 0 };
        string put, refused;
        using (var s3 = new AmazonS3Client(new BasicAWSCredentials("me", Secret), config))
        {
            await s3.PutBucketAsync("bucket", Token);
            put = (await s3.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = Key, ContentBody = Body }, Token)).ResponseMetadata.RequestId;
            using var client = new HttpClient();
            await client.GetAsync(new Uri(s3.GetPreSignedURL(new GetPreSignedUrlRequest { BucketName = "bucket", Key = Key, Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5), Protocol = Amazon.S3.Protocol.HTTP })), Token);
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Endpoint, "/_admin/clock"));
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {adminToken}");
            await client.SendAsync(request, Token);
        }

        using (var stranger = new AmazonS3Client(new BasicAWSCredentials("me", "another-secret"), config))
        {
            refused = (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => stranger.ListBucketsAsync(Token))).RequestId;
        }

        await server.StopAsync();
        var log = await server.ErrorsAsync();
        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Contains(lines, line => Is(line, put, "PutObject", 200));
        Assert.Contains(lines, line => Is(line, refused, "GET", 403));
        foreach (var word in new[] { Secret, "another-secret", Body, Key, adminToken, "Signature=", "X-Amz-Signature" })
        {
            Assert.DoesNotContain(word, log, StringComparison.Ordinal);
        }
    }

    private static bool Is(JsonElement line, string requestId, string operation, int status) =>
        line.GetProperty("State").TryGetProperty("RequestId", out var id) && id.GetString() == requestId
        && line.GetProperty("State").GetProperty("Operation").GetString() == operation
        && line.GetProperty("State").GetProperty("Status").GetInt32() == status;
}
