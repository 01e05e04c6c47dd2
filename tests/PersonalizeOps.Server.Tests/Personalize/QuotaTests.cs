using Amazon.Personalize.Model;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class QuotaTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Quotas_are_those_the_server_was_started_with()
    {
        var quotas = new Quotas().With("dataset-groups=7").With("schemas=2").With("solutions-per-group=1");
        Assert.Equal((7, 2, 1, 5), (quotas.DatasetGroups, quotas.Schemas, quotas.SolutionsPerGroup, quotas.CampaignsPerGroup));
        var server = await LocalServer.StartAsync(configure: options => options with { Quotas = quotas });
        await using var scene = Scene.Of(server, server.Endpoint, server.Credentials);
        for (var i = 0; i < 7; i++)
        {
            await scene.CreateGroupAsync($"group{i}");
        }

        Assert.Equal(
            "Cannot create a dataset group. More than 7 resources in ACTIVE state. Please delete some and try again.",
            (await Assert.ThrowsAsync<LimitExceededException>(() => scene.CreateGroupAsync("group7"))).Message);
        await scene.CreateSchemaAsync("a", Ratings.InteractionsSchema);
        await scene.CreateSchemaAsync("b", Ratings.InteractionsSchema);
        await Assert.ThrowsAsync<LimitExceededException>(() => scene.CreateSchemaAsync("c", Ratings.InteractionsSchema));
        await scene.CreateSolutionAsync(Scene.Arn("dataset-group/group0"), "solution0");
        await scene.CreateSolutionAsync(Scene.Arn("dataset-group/group1"), "solution1");
        await Assert.ThrowsAsync<LimitExceededException>(() => scene.CreateSolutionAsync(Scene.Arn("dataset-group/group0"), "solution2"));
    }

    [Fact]
    public async Task More_jobs_than_allowed_wait_for_none()
    {
        var server = await LocalServer.StartAsync(configure: options => options with { Quotas = new Quotas { PendingSolutionVersions = 1 } });
        await using var scene = Scene.Of(server, server.Endpoint, server.Credentials);
        await scene.S3.PutBucketAsync(Scene.Bucket, Cancel);
        var group = await scene.CreateImportedGroupAsync("group", Ratings.Interactions(users: 5000));
        var solution = await scene.CreateSolutionAsync(group, "solution", request => request.RecipeArn = Scene.UserPersonalization);
        await scene.BeginTrainingAsync(solution);
        Assert.Equal(
            "More than 1 resources with PENDING or IN_PROGRESS status.",
            (await Assert.ThrowsAsync<LimitExceededException>(() => scene.BeginTrainingAsync(solution))).Message);
    }
}
