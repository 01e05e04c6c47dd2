using System.Text.Json;
using PersonalizeOps.Lambda.BatchTrigger;

namespace PersonalizeOps.Lambda.Tests;

/// <summary>users.json makes recommendations, items.json segments, nothing else anything.</summary>
public sealed class BatchTriggerTests : IDisposable
{
    private readonly RecordedWorkflows _workflows = new();

    public void Dispose() => _workflows.Dispose();

    [Theory]
    [InlineData("batch/in/users.json", "inference")]
    [InlineData("batch/in/my+folder/items.json", "segment")]
    public void A_known_name_starts_its_kind_of_job(string key, string kind)
    {
        Assert.Equal(1, Handle(key));

        var run = Assert.Single(_workflows.Started);
        var input = JsonDocument.Parse(run.Input).RootElement;
        Assert.Equal(kind, input.GetProperty("kind").GetString());
        Assert.Equal($"s3://b/{key.Replace('+', ' ')}", input.GetProperty("input").GetString());
        Assert.Equal($"s3://b/results/{run.Name}/", input.GetProperty("output").GetString());
        Assert.True(run.Name.Length <= 40, "the name must leave room for the job's own");
    }

    [Theory]
    [InlineData("batch/in/Users.json")]
    [InlineData("batch/in/users.json.out")]
    [InlineData("users.csv")]
    public void Any_other_name_starts_nothing(string key) => Assert.Equal(0, Handle(key));

    [Fact]
    public void The_same_event_starts_one_job_however_often_it_comes() => Assert.Equal([1, 0], new[] { Handle("users.json"), Handle("users.json") });

    [Fact]
    public void A_kind_without_a_solution_version_starts_nothing()
    {
        Assert.Equal(0, Handle(new Function(_workflows, "arn:m", "results", hasInference: false, hasSegment: true), "users.json"));
        Assert.Equal(0, Handle(new Function(_workflows, "arn:m", "results", hasInference: true, hasSegment: false), "items.json"));
    }

    private int Handle(string key) => Handle(new Function(_workflows, "arn:m", "results/", hasInference: true, hasSegment: true), key);

    private static int Handle(Function function, string key) =>
        S3Events.Read(function.Handler(S3Events.Created("b", key))).GetProperty("started").GetArrayLength();
}
