using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using PersonalizeOps.Server.Tests.Protocol;

namespace PersonalizeOps.Server.Tests.Host;

public sealed class CommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_where_it_listens_and_stops_when_told_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        using var folder = new TemporaryFolder();
        var state = folder.PathOf("state");
        using var server = await ServerProcess.ListenAsync("--port", "0", "--state", state, "--access-key-id", "me", "--secret-access-key", "mine");
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(state, "server.json"), Token));
        Assert.Equal(server.Id, file.RootElement.GetProperty("pid").GetInt32());
        Assert.Equal(server.Endpoint, new Uri(file.RootElement.GetProperty("endpoint").GetString()!));
        using (var s3 = Client(server))
        {
            await s3.PutBucketAsync("bucket", Token);
        }

        Assert.Equal(0, await server.StopAsync());
        Assert.False(File.Exists(Path.Combine(state, "server.json")));
    }

    [Fact]
    public async Task Help_is_printed()
    {
        var (code, output, errors) = await ServerProcess.RunAsync("--help");
        Assert.Equal((0, ""), (code, errors));
        foreach (var option in new[] { "--state", "--port", "--host", "--access-key-id", "--secret-access-key" })
        {
            Assert.Contains(option, output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--state")]
    [InlineData("--port", "0")]
    [InlineData("--state", "s", "--port", "65536")]
    [InlineData("--state", "s", "--port", "x")]
    [InlineData("--state", "s", "--colour", "red")]
    [InlineData("--state", "s", "--quota", "planets=9")]
    [InlineData("--state", "s", "--quota", "dataset-groups=0")]
    [InlineData("--state", "s", "--quota", "dataset-groups")]
    [InlineData("--state", "s", "--access-key-id", "only")]
    [InlineData("--state", "s", "--secret-access-key", "only")]
    public async Task Bad_arguments_are_one_sentence_and_exit_code_1(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        Refused(await ServerProcess.RunAsync([.. arguments.Select(argument => argument == "s" ? folder.PathOf("s") : argument)]));
    }

    [Fact]
    public async Task A_port_in_use_is_one_sentence_and_exit_code_1()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString();
        var result = await ServerProcess.RunAsync("--port", port, "--state", folder.PathOf("state"));
        Refused(result);
        Assert.Contains(port, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_in_use_is_one_sentence_and_exit_code_1()
    {
        await using var server = await LocalServer.StartAsync();
        var result = await ServerProcess.RunAsync("--port", "0", "--state", server.StateFolder);
        Refused(result);
        Assert.Contains("in use by another server", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_is_a_file_is_one_sentence_and_exit_code_1()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("state"), "", Token);
        Refused(await ServerProcess.RunAsync("--port", "0", "--state", folder.PathOf("state")));
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_uploads_loses_nothing_that_was_answered_and_leaves_nothing_half()
    {
        using var folder = new TemporaryFolder();
        var state = folder.PathOf("state");
        string[] arguments = ["--port", "0", "--state", state, "--access-key-id", "me", "--secret-access-key", "mine"];
        var answered = new List<string>();
        using (var server = await ServerProcess.ListenAsync(arguments))
        {
            using var s3 = Client(server);
            await s3.PutBucketAsync("bucket", Token);
            var enough = new TaskCompletionSource();
            var writing = WriteUntilKilledAsync(s3, answered, enough);
            using var hanging = await BeginAsync(server.Endpoint);
            await await Task.WhenAny(enough.Task, writing);
            await server.KillAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => writing);
        }

        using (var server = await ServerProcess.ListenAsync(arguments))
        {
            using var s3 = Client(server);
            var listed = (await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket" }, Token)).S3Objects.ConvertAll(each => each.Key);
            Assert.Empty(answered.Except(listed));
            Assert.DoesNotContain("hanging", listed);
            foreach (var key in listed)
            {
                using var read = await s3.GetObjectAsync("bucket", key, Token);
                using var text = new StreamReader(read.ResponseStream);
                Assert.Equal(new string(key[^1], 100_000), await text.ReadToEndAsync(Token));
            }

            Assert.Empty(Directory.GetFiles(Path.Combine(state, "tmp")));
            Assert.Equal(listed.Count, Directory.GetFiles(Path.Combine(state, "objects", "content"), "*", SearchOption.AllDirectories).Length);
        }
    }

    private static async Task WriteUntilKilledAsync(AmazonS3Client s3, List<string> answered, TaskCompletionSource enough)
    {
        for (var number = 0; ; number++)
        {
            // Every third write replaces an object of the same content.
            var key = $"key{(number % 3 == 2 ? number - 2 : number)}";
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = key, ContentBody = new string(key[^1], 100_000) }, Token);
            answered.Add(key);
            if (answered.Count == 20)
            {
                enough.SetResult();
            }
        }
    }

    // An upload whose second half never comes.
    private static async Task<TcpClient> BeginAsync(Uri endpoint)
    {
        var client = new TcpClient();
        await client.ConnectAsync(endpoint.Host, endpoint.Port, Token);
        var request = new SignedRequest("me", "mine", endpoint) { Method = "PUT", Path = "/bucket/hanging", Payload = SignedRequest.Unsigned };
        var head = request.Head().Replace("Content-Length: 0", "Content-Length: 2000000", StringComparison.Ordinal);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(head), Token);
        await client.GetStream().WriteAsync(new byte[1_000_000], Token);
        return client;
    }

    private static AmazonS3Client Client(ServerProcess server) => new(
        new BasicAWSCredentials("me", "mine"),
        new AmazonS3Config { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true, MaxErrorRetry = 0 });

    private static void Refused((int ExitCode, string Output, string Errors) result)
    {
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }
}
