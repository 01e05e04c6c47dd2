using System.Text.Json;
using PersonalizeOps.Lambda.TrainingTrigger;
using PersonalizeOps.Server.Tests.Personalize;

namespace PersonalizeOps.Lambda.Tests;

/// <summary>One training run for each complete upload.</summary>
public sealed class TrainingTriggerTests : IAsyncLifetime
{
    private readonly RecordedWorkflows _workflows = new();
    private Scene _scene = null!;
    private Function _function = null!;

    public async ValueTask InitializeAsync()
    {
        _scene = await Scene.StartAsync();
        _function = new Function(_scene.S3, _workflows, "arn:aws:states:eu-west-1:123456789012:stateMachine:m", "ratings.csv, movies.csv");
    }

    public async ValueTask DisposeAsync()
    {
        _workflows.Dispose();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task The_file_that_completes_the_upload_starts_one_run()
    {
        await _scene.UploadAsync("raw/ratings.csv", "r");
        Assert.Equal(0, Handle("raw/ratings.csv"));

        await _scene.UploadAsync("raw/movies.csv", "m");
        Assert.Equal(1, Handle("raw/movies.csv"));

        var input = JsonDocument.Parse(Assert.Single(_workflows.Started).Input).RootElement;
        Assert.Equal((Scene.Bucket, "raw/"), (input.GetProperty("bucket").GetString(), input.GetProperty("prefix").GetString()));
        Assert.Matches("^upload-[0-9a-f]{24}$", _workflows.Started[0].Name);
    }

    [Fact]
    public async Task An_event_that_comes_again_starts_nothing()
    {
        await UploadBothAsync("raw");

        Assert.Equal([1, 0, 0], new[] { Handle("raw/movies.csv"), Handle("raw/movies.csv"), Handle("raw/ratings.csv") });
    }

    [Fact]
    public async Task Another_upload_starts_another_run_even_with_the_same_content()
    {
        await UploadBothAsync("raw");
        Handle("raw/movies.csv");
        await Scene.UntilAsync(
            async () =>
            {
                await _scene.UploadAsync("raw/ratings.csv", "r");
                return Handle("raw/ratings.csv");
            },
            started => started == 1);

        Assert.Equal(2, _workflows.Started.Count);
    }

    [Fact]
    public async Task Several_records_and_folders_in_one_event_start_one_run_each()
    {
        await UploadBothAsync("raw");
        await UploadBothAsync("other place");

        Assert.Equal(2, Handle("raw/movies.csv", "raw/ratings.csv", "other+place/movies.csv"));
        Assert.Contains(_workflows.Started, run => run.Input.Contains("other place/", StringComparison.Ordinal));
    }

    [Fact]
    public void The_test_event_of_S3_starts_nothing() =>
        Assert.Equal("{\"started\":[]}", new StreamReader(_function.Handler(S3Events.Stream(S3Events.Test))).ReadToEnd());

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"Records":[{"eventName":"ObjectCreated:Put"}]}""")]
    public void A_foreign_event_is_refused_in_words(string json) =>
        Assert.NotEmpty(Assert.Throws<FunctionException>(() => _function.Handler(S3Events.Stream(json))).Message);

    [Fact]
    public void A_removal_starts_nothing() =>
        Assert.Equal(0, S3Events.Read(_function.Handler(S3Events.Stream("""{"Records":[{"eventName":"ObjectRemoved:Delete"}]}"""))).GetProperty("started").GetArrayLength());

    private async Task UploadBothAsync(string folder)
    {
        await _scene.UploadAsync($"{folder}/ratings.csv", "r");
        await _scene.UploadAsync($"{folder}/movies.csv", "m");
    }

    private int Handle(params string[] keys) =>
        S3Events.Read(_function.Handler(S3Events.Created(Scene.Bucket, keys))).GetProperty("started").GetArrayLength();
}
