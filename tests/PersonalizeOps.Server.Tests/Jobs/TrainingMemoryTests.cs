using PersonalizeOps.Server.Jobs.Training;
using PersonalizeOps.Server.Tests.Personalize;

namespace PersonalizeOps.Server.Tests.Jobs;

public sealed class TrainingMemoryTests
{
    [Fact]
    public async Task A_training_beyond_the_limit_fails_before_it_begins_and_says_what_to_do()
    {
        var server = await LocalServer.StartAsync(configure: options => options with { TrainingMemoryBytes = 50_000 });
        await using var scene = Scene.Of(server, server.Endpoint, server.Credentials);
        await scene.S3.PutBucketAsync(Scene.Bucket, TestContext.Current.CancellationToken);
        var solution = await scene.CreateSolutionAsync(await scene.CreateImportedGroupAsync("group"), "solution");
        var version = await scene.TrainAsync(solution);
        Assert.Equal("CREATE FAILED", version.Status);
        Assert.StartsWith("The training would need about ", version.FailureReason, StringComparison.Ordinal);
        Assert.Contains("--training-memory", version.FailureReason, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(server.StateFolder, "models")));
    }

    [Fact]
    public void The_estimate_grows_with_the_data()
    {
        var small = TrainingMemory.Estimate(100_000, 610, 9_700);
        Assert.InRange(small, 10L << 20, 1L << 30);
        Assert.True(TrainingMemory.Estimate(32_000_000, 200_000, 87_000) > 4 * small);
    }
}
