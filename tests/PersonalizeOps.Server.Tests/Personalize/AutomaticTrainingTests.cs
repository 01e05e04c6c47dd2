using Amazon.Personalize;
using Amazon.Personalize.Model;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class AutomaticTrainingTests : SceneTest
{
    private int _imports;

    public override async ValueTask InitializeAsync() => await StartAsync(Scene.StartWithClockAsync);

    [Fact]
    public async Task A_solution_trains_by_schedule_when_there_are_new_interactions()
    {
        var group = await Scene.CreateImportedGroupAsync("group");
        var solution = await CreateSolutionAsync(group, "rate(2 days)");
        Scene.Advance(TimeSpan.FromMinutes(29));
        Assert.Empty(await VersionsAsync(solution));

        Scene.Advance(TimeSpan.FromMinutes(31));
        var first = await NewestAsync(solution, 1);
        Assert.Equal(TrainingType.AUTOMATIC, (await Scene.DescribeVersionAsync(first)).TrainingType);
        var campaign = await Scene.DeployAsync($"{solution}/$LATEST", "campaign", new CampaignConfig { SyncWithLatestSolutionVersion = true });

        Scene.Advance(TimeSpan.FromDays(3));
        await ImportAsync("group");
        Assert.Single(await VersionsAsync(solution));

        Scene.Advance(TimeSpan.FromMinutes(1));
        var second = await NewestAsync(solution, 2);
        await Scene.UntilAsync(() => Scene.DescribeCampaignAsync(campaign), campaign => campaign.SolutionVersionArn == second);
        Assert.Equal(2, (await VersionsAsync(solution)).Count);

        await Client.UpdateSolutionAsync(new UpdateSolutionRequest { SolutionArn = solution, PerformAutoTraining = false }, Cancel);
        await Scene.UntilAsync(() => Scene.DescribeSolutionAsync(solution), solution => solution.PerformAutoTraining == false);
        await ImportAsync("group");
        Scene.Advance(TimeSpan.FromDays(9));
        Assert.Equal(2, (await VersionsAsync(solution)).Count);
    }

    [Fact]
    public async Task A_version_asked_for_in_the_first_hour_takes_the_place_of_the_first_automatic_one()
    {
        var group = await Scene.CreateImportedGroupAsync("group");
        var solution = await CreateSolutionAsync(group, null);
        var version = await Scene.TrainAsync(solution);
        Assert.Equal(TrainingType.MANUAL, version.TrainingType);
        await ImportAsync("group");
        Scene.Advance(TimeSpan.FromDays(6));
        Assert.Single(await VersionsAsync(solution));
        Scene.Advance(TimeSpan.FromDays(1.1));
        await NewestAsync(solution, 2);
    }

    [Fact]
    public async Task A_solution_without_data_waits_for_some()
    {
        var solution = await CreateSolutionAsync(await Scene.CreateGroupAsync("empty"), null);
        Scene.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await VersionsAsync(solution));
        await Scene.CreateDatasetAsync(Scene.Arn("dataset-group/empty"), "empty", "Interactions", Ratings.InteractionsSchema);
        await ImportAsync("empty");
        Scene.Advance(TimeSpan.FromMinutes(2));
        await NewestAsync(solution, 1);
    }

    [Fact]
    public async Task A_recommender_trains_anew_every_seven_days_and_serves_meanwhile()
    {
        var group = await Scene.CreateImportedGroupAsync("videos", Domain.VIDEO_ON_DEMAND);
        var arn = await Scene.CreateRecommenderAsync(group, "popular", "aws-vod-most-popular");
        var metrics = (await Scene.DescribeRecommenderAsync(arn)).ModelMetrics;
        await ImportAsync("videos", Ratings.Interactions(24, 200, "Click", "Watch"));
        Scene.Advance(TimeSpan.FromDays(6));
        Assert.Equal(metrics, (await Scene.DescribeRecommenderAsync(arn)).ModelMetrics);
        Scene.Advance(TimeSpan.FromDays(1.1));
        await Scene.UntilAsync(() => Scene.DescribeRecommenderAsync(arn), recommender =>
        {
            Assert.Equal("ACTIVE", recommender.Status);
            return !recommender.ModelMetrics.OrderBy(metric => metric.Key).SequenceEqual(metrics.OrderBy(metric => metric.Key));
        });
    }

    private Task<string> CreateSolutionAsync(string group, string? schedule) => Scene.CreateSolutionAsync(group, "solution", request =>
    {
        request.PerformAutoTraining = true;
        request.SolutionConfig =
            schedule is null ? null : new SolutionConfig { AutoTrainingConfig = new AutoTrainingConfig { SchedulingExpression = schedule } };
    });

    // The clock stands still between two advances; what is imported must be younger than the training before.
    private async Task ImportAsync(string group, string? csv = null)
    {
        Scene.Advance(TimeSpan.FromMinutes(1));
        var dataset = Scene.Arn($"dataset/{group}/INTERACTIONS");
        Assert.Null((await Scene.ImportAsync(dataset, $"again{++_imports}", csv ?? Ratings.Interactions(25))).FailureReason);
    }

    private async Task<List<SolutionVersionSummary>> VersionsAsync(string solution) =>
        (await Client.ListSolutionVersionsAsync(new ListSolutionVersionsRequest { SolutionArn = solution }, Cancel)).SolutionVersions ?? [];

    /// <summary>Waits until a solution has so many versions and the newest is ACTIVE.</summary>
    private async Task<string> NewestAsync(string solution, int count)
    {
        var versions = await Scene.UntilAsync(() => VersionsAsync(solution), versions => versions.Count >= count && versions[^1].Status == "ACTIVE");
        Assert.Equal(count, versions.Count);
        return versions[^1].SolutionVersionArn;
    }
}
