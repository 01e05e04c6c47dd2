using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Amazon.Personalize;
using Amazon.Personalize.Model;
using Amazon.Runtime;
using Amazon.S3;
using PersonalizeOps.Server.Tests.Personalize;

namespace PersonalizeOps.Server.Tests.Host;

/// <summary>The admin endpoint: the clock and the faults that client tests use.</summary>
public sealed class AdminTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_off_unless_asked_for()
    {
        await using var server = await LocalServer.StartAsync();
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(server.Endpoint, "/_admin/clock"), Token);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(File.Exists(Path.Combine(server.StateFolder, "admin-token")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer wrong")]
    [InlineData("Basic dXNlcjpwYXNz")]
    public async Task It_answers_only_who_has_the_token(string? authorization)
    {
        await using var server = await StartAsync();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Endpoint, "/_admin/clock"));
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await client.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("AccessDeniedException", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_is_the_owners_alone_and_new_at_each_start()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("state/admin-token");
        string first;
        await using (await LocalServer.StartAsync(folder.PathOf("state"), configure: options => options with { Admin = true }))
        {
            first = await File.ReadAllTextAsync(path, Token);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }
        }

        await using (await LocalServer.StartAsync(folder.PathOf("state"), configure: options => options with { Admin = true }))
        {
            Assert.NotEqual(first, await File.ReadAllTextAsync(path, Token));
        }

        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task An_advance_moves_the_times_of_resources_and_not_those_of_signatures()
    {
        await using var server = await StartAsync();
        using var admin = await AdminAsync(server);
        var clock = await PostAsync(admin, "clock", """{"advanceSeconds":864000}""");
        Assert.Equal(864000, clock.GetProperty("offsetSeconds").GetDouble());
        await using var scene = Scene.Of(server, server.Endpoint, server.Credentials);
        var group = await scene.DescribeGroupAsync(await scene.CreateGroupAsync("later"));
        var ahead = group.CreationDateTime!.Value.ToUniversalTime() - TimeProvider.System.GetUtcNow().UtcDateTime;
        Assert.InRange(ahead.TotalDays, 9.9, 10.1);
    }

    [Fact]
    public async Task A_throttled_operation_is_refused_as_often_as_asked_and_retries_get_through()
    {
        await using var server = await StartAsync();
        using var admin = await AdminAsync(server);
        await PostAsync(admin, "faults", """{"fault":"throttle","operation":"ListSchemas","times":2}""");
        using var impatient = Client(server, retries: 0);
        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => impatient.ListSchemasAsync(new ListSchemasRequest(), Token));
        Assert.Equal("ThrottlingException", error.ErrorCode);
        await impatient.ListDatasetGroupsAsync(new ListDatasetGroupsRequest(), Token);
        using var patient = Client(server, retries: 3);
        await patient.ListSchemasAsync(new ListSchemasRequest(), Token);
        Assert.Empty((await admin.GetFromJsonAsync<JsonElement>("faults", Token)).GetProperty("faults").EnumerateArray());
    }

    [Fact]
    public async Task A_fault_of_s3_is_in_its_own_words()
    {
        await using var server = await StartAsync();
        using var admin = await AdminAsync(server);
        await PostAsync(admin, "faults", """{"fault":"throttle","operation":"CreateBucket"}""");
        await PostAsync(admin, "faults", """{"fault":"error","operation":"CreateBucket","reason":"no luck"}""");
        using var s3 = server.S3();
        var slow = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.PutBucketAsync("bucket", Token));
        Assert.Equal(("SlowDown", HttpStatusCode.ServiceUnavailable), (slow.ErrorCode, slow.StatusCode));
        var failed = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.PutBucketAsync("bucket", Token));
        Assert.Equal(("InternalError", HttpStatusCode.InternalServerError, "no luck"), (failed.ErrorCode, failed.StatusCode, failed.Message));
        await s3.PutBucketAsync("bucket", Token);
    }

    [Fact]
    public async Task A_job_fails_with_the_reason_given_and_the_next_one_does_not()
    {
        await using var server = await StartAsync();
        using var admin = await AdminAsync(server);
        await PostAsync(admin, "faults", """{"fault":"fail","job":"activate","reason":"a bad day"}""");
        await using var scene = Scene.Of(server, server.Endpoint, server.Credentials);
        var arn = (await scene.Personalize.CreateDatasetGroupAsync(new CreateDatasetGroupRequest { Name = "unlucky" }, Token)).DatasetGroupArn;
        var group = await Scene.UntilAsync(() => scene.DescribeGroupAsync(arn), each => each.Status is "ACTIVE" or "CREATE FAILED");
        Assert.Equal(("CREATE FAILED", "a bad day"), (group.Status, group.FailureReason));
        await scene.CreateGroupAsync("lucky");
    }

    [Fact]
    public async Task A_slow_job_ends_when_the_clock_has_moved()
    {
        await using var server = await StartAsync();
        using var admin = await AdminAsync(server);
        await PostAsync(admin, "faults", """{"fault":"slow","job":"activate","delaySeconds":3600}""");
        await using var scene = Scene.Of(server, server.Endpoint, server.Credentials);
        var arn = (await scene.Personalize.CreateDatasetGroupAsync(new CreateDatasetGroupRequest { Name = "slow" }, Token)).DatasetGroupArn;
        await Scene.UntilAsync(() => scene.DescribeGroupAsync(arn), group => group.Status == "CREATE IN_PROGRESS");
        await scene.CreateGroupAsync("other");
        Assert.Equal("CREATE IN_PROGRESS", (await scene.DescribeGroupAsync(arn)).Status);
        await UntilAdvancedAsync(admin, scene, arn, 3600);
    }

    [Fact]
    public async Task At_real_speed_states_pass_as_the_clock_moves()
    {
        await using var server = await LocalServer.StartAsync(configure: options => options with { Admin = true, Speed = ServerSpeed.Real });
        using var admin = await AdminAsync(server);
        await using var scene = Scene.Of(server, server.Endpoint, server.Credentials);
        var arn = (await scene.Personalize.CreateDatasetGroupAsync(new CreateDatasetGroupRequest { Name = "group" }, Token)).DatasetGroupArn;
        Assert.Equal("CREATE PENDING", (await scene.DescribeGroupAsync(arn)).Status);
        await UntilAdvancedAsync(admin, scene, arn, 10);
    }

    [Fact]
    public async Task Work_that_is_held_begins_anew_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        string arn;
        await using (var server = await LocalServer.StartAsync(folder.PathOf("state"), configure: options => options with { Speed = ServerSpeed.Real }))
        {
            await using var scene = Scene.Of(server, server.Endpoint, server.Credentials);
            arn = (await scene.Personalize.CreateDatasetGroupAsync(new CreateDatasetGroupRequest { Name = "group" }, Token)).DatasetGroupArn;
        }

        await using var next = await LocalServer.StartAsync(folder.PathOf("state"));
        await using var again = Scene.Of(next, next.Endpoint, next.Credentials);
        await Scene.UntilAsync(() => again.DescribeGroupAsync(arn), group => group.Status == "ACTIVE");
    }

    [Theory]
    [InlineData("clock", "{}")]
    [InlineData("clock", """{"advanceSeconds":-1}""")]
    [InlineData("clock", """{"advanceSeconds":1e300}""")]
    [InlineData("clock", """{"advance":1}""")]
    [InlineData("clock", "null")]
    [InlineData("clock", "no json")]
    [InlineData("faults", "{}")]
    [InlineData("faults", """{"fault":"meteor","operation":"ListSchemas"}""")]
    [InlineData("faults", """{"fault":"throttle"}""")]
    [InlineData("faults", """{"fault":"throttle","operation":"ListShoes"}""")]
    [InlineData("faults", """{"fault":"throttle","operation":"ListSchemas","times":0}""")]
    [InlineData("faults", """{"fault":"throttle","operation":"ListSchemas","job":"train"}""")]
    [InlineData("faults", """{"fault":"fail","job":"dream"}""")]
    [InlineData("faults", """{"fault":"slow","job":"train"}""")]
    [InlineData("faults", """{"fault":"fail","job":"train","delaySeconds":5}""")]
    [InlineData("elsewhere", "{}")]
    public async Task What_makes_no_sense_is_refused(string path, string body)
    {
        await using var server = await StartAsync();
        using var admin = await AdminAsync(server);
        using var answer = await admin.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static Task<LocalServer> StartAsync() => LocalServer.StartAsync(configure: options => options with { Admin = true });

    private static async Task<HttpClient> AdminAsync(LocalServer server)
    {
        var token = await File.ReadAllTextAsync(Path.Combine(server.StateFolder, "admin-token"), Token);
        var client = new HttpClient { BaseAddress = new Uri(server.Endpoint, "/_admin/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<JsonElement> PostAsync(HttpClient admin, string path, string body)
    {
        using var answer = await admin.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    // A hold may begin just after an advance, so that one is not enough for certain.
    private static Task<DatasetGroup> UntilAdvancedAsync(HttpClient admin, Scene scene, string arn, int seconds) => Scene.UntilAsync(
        async () =>
        {
            await PostAsync(admin, "clock", $$"""{"advanceSeconds":{{seconds}}}""");
            return await scene.DescribeGroupAsync(arn);
        },
        group => group.Status == "ACTIVE");

    private static AmazonPersonalizeClient Client(LocalServer server, int retries) => new(
        server.Credentials,
        new AmazonPersonalizeConfig { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = retries });
}
