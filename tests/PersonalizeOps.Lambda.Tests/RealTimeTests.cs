using System.Text.Json;
using PersonalizeOps.Lambda.RealTime;
using PersonalizeOps.Server.Tests.Personalize;

namespace PersonalizeOps.Lambda.Tests;

/// <summary>The API's function answers in both shapes of integration, against a campaign of the local server.</summary>
public sealed class RealTimeTests : IAsyncLifetime
{
    private Scene _scene = null!;
    private string _campaign = null!;
    private Function _function = null!;

    public async ValueTask InitializeAsync()
    {
        _scene = await Scene.StartAsync();
        var group = await _scene.CreateImportedGroupAsync("films");
        _campaign = await _scene.DeployAsync(await _scene.CreateTrainedVersionAsync(group, "films", Scene.UserPersonalization), "films");
        await _scene.UploadAsync("titles/items.csv", Ratings.ItemRows());
        _function = Make(_campaign);
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public void A_proxy_integration_gets_status_headers_and_a_body_of_text()
    {
        var answer = Proxy("""{"user_id":"u2","num_results":"3"}""");

        Assert.Equal(200, answer.GetProperty("statusCode").GetInt32());
        Assert.Equal("application/json", answer.GetProperty("headers").GetProperty("Content-Type").GetString());
        Assert.False(answer.GetProperty("isBase64Encoded").GetBoolean());
        AssertFilms(JsonDocument.Parse(answer.GetProperty("body").GetString()!).RootElement, 3);
    }

    [Fact]
    public void Another_integration_gets_the_object_itself() =>
        AssertFilms(Handle("""{"user_id":"u2","num_results":"3","context":""}"""), 3);

    [Fact]
    public void Context_and_number_of_results_go_together() =>
        AssertFilms(Handle("""{"user_id":"u2","num_results":"2","context":"{\"EVENT_TYPE\":\"watch\"}"}"""), 2);

    [Theory]
    [InlineData("{}", "user_id")]
    [InlineData("""{"user_id":" "}""", "user_id")]
    [InlineData("""{"user_id":"u2","num_results":"many"}""", "num_results")]
    [InlineData("""{"user_id":"u2","num_results":"501"}""", "num_results")]
    [InlineData("""{"user_id":"u2","num_results":"-1"}""", "num_results")]
    [InlineData("""{"user_id":"u2","context":"[1]"}""", "context")]
    [InlineData("""{"user_id":"u2","context":"{\"MOOD\":\"x\"}"}""", "MOOD")]
    public void A_bad_request_is_400_and_says_what_is_wrong(string parameters, string named)
    {
        var answer = Proxy(parameters);
        Assert.Equal(400, answer.GetProperty("statusCode").GetInt32());
        Assert.Contains(named, JsonDocument.Parse(answer.GetProperty("body").GetString()!).RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);

        var error = Assert.Throws<FunctionException>(() => Handle(parameters));
        Assert.StartsWith("400: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_without_a_query_is_400() => Assert.Equal(
        400, S3Events.Read(_function.Handler(S3Events.Stream("""{"requestContext":{},"queryStringParameters":null}"""))).GetProperty("statusCode").GetInt32());

    [Fact]
    public void An_unknown_campaign_is_404()
    {
        _function = Make(Scene.Arn("campaign/absent"));

        Assert.Equal(404, Proxy("""{"user_id":"u2"}""").GetProperty("statusCode").GetInt32());
        Assert.StartsWith("404: ", Assert.Throws<FunctionException>(() => Handle("""{"user_id":"u2"}""")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_titles_are_500_without_a_word_of_the_inside()
    {
        _function = new Function(_scene.Runtime, _scene.S3, _campaign, $"s3://{Scene.Bucket}/absent.csv", null);

        var answer = Proxy("""{"user_id":"u2"}""");

        Assert.Equal((500, """{"message":"The recommendation failed."}"""), (answer.GetProperty("statusCode").GetInt32(), answer.GetProperty("body").GetString()));
    }

    [Fact]
    public void A_service_that_cannot_be_reached_is_500_too()
    {
        using var nobody = new Amazon.PersonalizeRuntime.AmazonPersonalizeRuntimeClient(
            "AK", "SK", new Amazon.PersonalizeRuntime.AmazonPersonalizeRuntimeConfig { ServiceURL = "http://127.0.0.1:1", AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        _function = new Function(nobody, _scene.S3, _campaign, $"s3://{Scene.Bucket}/titles/items.csv", null);

        Assert.Equal(500, Proxy("""{"user_id":"u2"}""").GetProperty("statusCode").GetInt32());
    }

    [Fact]
    public async Task Changed_titles_are_read_again()
    {
        AssertFilms(Handle("""{"user_id":"u2","num_results":"1"}"""), 1);
        await _scene.UploadAsync("titles/items.csv", Ratings.ItemRows().Replace("Film ", "Movie ", StringComparison.Ordinal));

        var film = Handle("""{"user_id":"u2","num_results":"1"}""").GetProperty("recommendations")[0];

        Assert.StartsWith("Movie ", film.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    private static void AssertFilms(JsonElement answer, int count)
    {
        Assert.Equal("u2", answer.GetProperty("userId").GetString());
        Assert.StartsWith("RID-", answer.GetProperty("recommendationId").GetString(), StringComparison.Ordinal);
        var films = answer.GetProperty("recommendations").EnumerateArray().ToList();
        Assert.Equal(count, films.Count);
        Assert.All(films, film =>
        {
            Assert.StartsWith("Film ", film.GetProperty("title").GetString(), StringComparison.Ordinal);
            Assert.InRange(film.GetProperty("score").GetDouble(), 0, 1);
        });
    }

    private Function Make(string campaign) => new(_scene.Runtime, _scene.S3, campaign, $"s3://{Scene.Bucket}/titles/items.csv", null);

    private JsonElement Handle(string parameters) => S3Events.Read(_function.Handler(S3Events.Stream(parameters)));

    private JsonElement Proxy(string parameters) => Handle(
        $$"""{"resource":"/recommendations","httpMethod":"GET","requestContext":{"stage":"v1"},"queryStringParameters":{{parameters}},"body":null}""");
}
