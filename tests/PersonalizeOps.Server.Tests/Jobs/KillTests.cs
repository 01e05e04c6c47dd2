using Amazon.Personalize.Model;
using Amazon.PersonalizeRuntime.Model;
using PersonalizeOps.Server.Tests.Personalize;

namespace PersonalizeOps.Server.Tests.Jobs;

/// <summary>A server that is killed in the middle of its work and started again.</summary>
public sealed class KillTests : IDisposable
{
    // Enough that the work takes far longer than a look at its status.
    private const int ManyUsers = 40_000;
    private const int ManyPerUser = 25;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_import_that_was_killed_is_done_again_and_nothing_is_lost()
    {
        string dataset, campaign, import;
        await using (var first = await ChildServer.StartAsync(_folder.PathOf("state")))
        {
            (dataset, campaign) = await PrepareAsync(first.Scene);
            var location = await first.Scene.UploadAsync("many.csv", Ratings.Interactions(ManyPerUser, ManyUsers));
            import = await first.Scene.BeginImportAsync(dataset, "many", location);
            await Scene.UntilAsync(() => first.Scene.DescribeImportAsync(import), job => job.Status == "CREATE IN_PROGRESS");
            await first.KillAsync();
        }

        await using var second = await ChildServer.StartAsync(_folder.PathOf("state"));
        await Scene.UntilAsync(() => Task.FromResult(second.Log), log => log.Contains("Resuming 1 jobs", StringComparison.Ordinal));
        Assert.Equal("ACTIVE", (await second.Scene.DescribeImportAsync("arn:aws:personalize:us-east-1:000000000000:dataset-import-job/group-import")).Status);
        await AssertServesAsync(second.Scene, campaign);
        var job = await Scene.UntilAsync(() => second.Scene.DescribeImportAsync(import), job => job.Status is "ACTIVE" or "CREATE FAILED");
        Assert.Null(job.FailureReason);
        var files = Path.Combine(_folder.PathOf("state"), "datasets");
        await Scene.UntilAsync(() => Task.FromResult(Directory.GetFiles(files)), left => left.Length == 1);
    }

    [Fact]
    public async Task A_training_that_was_killed_is_done_again_and_nothing_is_lost()
    {
        string campaign, version;
        await using (var first = await ChildServer.StartAsync(_folder.PathOf("state")))
        {
            (var dataset, campaign) = await PrepareAsync(first.Scene);
            await first.Scene.ImportAsync(dataset, "many", Ratings.Interactions(ManyPerUser, ManyUsers / 4));
            var solution = await first.Scene.CreateSolutionAsync(
                Scene.Arn("dataset-group/group"),
                "slow",
                request => request.RecipeArn = Scene.UserPersonalization);
            version = await first.Scene.BeginTrainingAsync(solution);
            await Scene.UntilAsync(() => first.Scene.DescribeVersionAsync(version), training => training.Status == "CREATE IN_PROGRESS");
            await first.KillAsync();
        }

        await using var second = await ChildServer.StartAsync(_folder.PathOf("state"));
        await Scene.UntilAsync(() => Task.FromResult(second.Log), log => log.Contains("Resuming 1 jobs", StringComparison.Ordinal));
        await AssertServesAsync(second.Scene, campaign);
        var trained = await Scene.UntilAsync(
            () => second.Scene.DescribeVersionAsync(version),
            training => training.Status is "ACTIVE" or "CREATE FAILED");
        Assert.Null(trained.FailureReason);
        var metrics = await second.Scene.Personalize.GetSolutionMetricsAsync(new GetSolutionMetricsRequest { SolutionVersionArn = version }, Cancel);
        Assert.NotEmpty(metrics.Metrics);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(string Dataset, string Campaign)> PrepareAsync(Scene scene)
    {
        await scene.S3.PutBucketAsync(Scene.Bucket, Cancel);
        var group = await scene.CreateImportedGroupAsync("group");
        var campaign = await scene.DeployAsync(await scene.CreateTrainedVersionAsync(group, "solution"), "campaign");
        return (Scene.Arn("dataset/group/INTERACTIONS"), campaign);
    }

    private static async Task AssertServesAsync(Scene scene, string campaign)
    {
        var answer = await scene.RecommendAsync(new GetRecommendationsRequest { CampaignArn = campaign, NumResults = 10 });
        Assert.Equal(10, answer.ItemList.Count);
        Assert.Equal("ACTIVE", (await scene.DescribeCampaignAsync(campaign)).Status);
    }
}
