using Amazon.Personalize;
using Amazon.Personalize.Model;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class RecommenderTests : DeletableContract
{
    private const string MostPopular = "aws-vod-most-popular";

    protected override string UnknownArn => Scene.Arn("recommender/none");

    private string Group { get; set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Group = await Scene.CreateImportedGroupAsync("videos", Domain.VIDEO_ON_DEMAND);
    }

    [Fact]
    public async Task A_recommender_trains_and_shows_its_metrics()
    {
        var arn = await Scene.BeginRecommenderAsync(Group, "popular", MostPopular);
        Assert.Equal(Scene.Arn("recommender/popular"), arn);
        var seen = new List<string>();
        var recommender = await Scene.UntilAsync(() => Scene.DescribeRecommenderAsync(arn), recommender =>
        {
            seen.Add(recommender.Status);
            Assert.True(recommender.Status == "ACTIVE" || recommender.ModelMetrics is null);
            return recommender.Status is "ACTIVE" or "CREATE FAILED";
        });
        Assert.Equal(seen.OrderBy(status => Array.IndexOf(["CREATE PENDING", "CREATE IN_PROGRESS", "ACTIVE"], status)), seen);
        Assert.Equal(("popular", Group, 1), (recommender.Name, recommender.DatasetGroupArn, recommender.RecommenderConfig.MinRecommendationRequestsPerSecond));
        Assert.Contains("mean_reciprocal_rank_at_25", recommender.ModelMetrics.Keys);
        Assert.Null(recommender.LatestRecommenderUpdate);
    }

    [Theory]
    [InlineData("aws-vod-top-picks")]
    [InlineData("aws-vod-because-you-watched-x")]
    [InlineData("aws-vod-more-like-x")]
    public async Task Each_use_case_of_videos_trains(string recipe) => await Scene.CreateRecommenderAsync(Group, "case", recipe);

    [Theory]
    [InlineData("aws-ecomm-popular-items-by-purchases")]
    [InlineData("aws-ecomm-customers-who-viewed-x-also-viewed", "fewer than 1000 interactions after filtering by event type: View")]
    [InlineData("aws-ecomm-recommended-for-you")]
    public async Task Each_use_case_of_shops_trains_on_its_events(string recipe, string? reason = null)
    {
        var shop = await Scene.CreateImportedGroupAsync("shop", Domain.ECOMMERCE);
        var arn = await Scene.BeginRecommenderAsync(shop, "case", recipe);
        var recommender = await Scene.UntilAsync(() => Scene.DescribeRecommenderAsync(arn), recommender => recommender.Status is "ACTIVE" or "CREATE FAILED");
        Assert.Equal(reason is null ? "ACTIVE" : "CREATE FAILED", recommender.Status);
        Assert.Contains(reason ?? "", recommender.FailureReason ?? "");
    }

    [Fact]
    public async Task A_recommender_stops_and_starts_again_through_every_state()
    {
        var arn = await CreateAsync("popular");
        await Client.StopRecommenderAsync(new StopRecommenderRequest { RecommenderArn = arn }, Cancel);
        await PassesAsync(arn, "STOP PENDING", "STOP IN_PROGRESS", "INACTIVE");
        await Assert.ThrowsAsync<InvalidInputException>(() => Client.StopRecommenderAsync(new StopRecommenderRequest { RecommenderArn = arn }, Cancel));
        await Assert.ThrowsAsync<InvalidInputException>(() => UpdateAsync(arn, 3));
        var refused = await Assert.ThrowsAsync<Amazon.PersonalizeRuntime.Model.ResourceNotFoundException>(
            () => Scene.RecommendAsync(new Amazon.PersonalizeRuntime.Model.GetRecommendationsRequest { RecommenderArn = arn }));
        Assert.Equal($"{arn} is in INACTIVE state; it must be ACTIVE.", refused.Message);
        await Client.StartRecommenderAsync(new StartRecommenderRequest { RecommenderArn = arn }, Cancel);
        await PassesAsync(arn, "START PENDING", "START IN_PROGRESS", "ACTIVE");
        await Assert.ThrowsAsync<InvalidInputException>(() => Client.StartRecommenderAsync(new StartRecommenderRequest { RecommenderArn = arn }, Cancel));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Client.StopRecommenderAsync(new StopRecommenderRequest { RecommenderArn = UnknownArn }, Cancel));
    }

    [Fact]
    public async Task An_update_changes_the_configuration_and_keeps_the_rest()
    {
        var config = new RecommenderConfig { EnableMetadataWithRecommendations = true };
        var arn = await Scene.CreateRecommenderAsync(Group, "popular", MostPopular, config);
        await UpdateAsync(arn, 7);
        var updated = await Scene.UntilAsync(() => Scene.DescribeRecommenderAsync(arn), recommender =>
        {
            Assert.Equal("ACTIVE", recommender.Status);
            return recommender.LatestRecommenderUpdate.Status == "ACTIVE";
        });
        Assert.Equal(7, updated.RecommenderConfig.MinRecommendationRequestsPerSecond);
        Assert.True(updated.RecommenderConfig.EnableMetadataWithRecommendations);
        Assert.Equal(7, updated.LatestRecommenderUpdate.RecommenderConfig.MinRecommendationRequestsPerSecond);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => UpdateAsync(UnknownArn, 1));
    }

    [Fact]
    public async Task A_use_case_needs_a_group_of_its_domain()
    {
        Assert.Contains("VIDEO_ON_DEMAND", await RefusalAsync(Group, "aws-ecomm-popular-items-by-views"));
        Assert.Contains("no use case", await RefusalAsync(Group, "aws-popularity-count"));
        var custom = await Scene.CreateGroupAsync("custom");
        Assert.Contains("no domain dataset group", await RefusalAsync(custom, MostPopular));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Scene.BeginRecommenderAsync(Group, "lost", "aws-vod-none"));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Scene.BeginRecommenderAsync(Scene.Arn("dataset-group/none"), "lost", MostPopular));
        var empty = await Scene.CreateGroupAsync("empty", Domain.VIDEO_ON_DEMAND);
        Assert.Contains("INTERACTIONS", await RefusalAsync(empty, MostPopular));
    }

    [Fact]
    public async Task Exploration_belongs_to_use_cases_that_explore()
    {
        var config = new RecommenderConfig { ItemExplorationConfig = new() { ["explorationWeight"] = "0.5" } };
        await Assert.ThrowsAsync<InvalidInputException>(() => Scene.BeginRecommenderAsync(Group, "popular", MostPopular, config));
        config.ItemExplorationConfig["explorationWeight"] = "2";
        await Assert.ThrowsAsync<InvalidInputException>(() => Scene.BeginRecommenderAsync(Group, "picks", "aws-vod-top-picks", config));
    }

    [Fact]
    public async Task A_solution_in_a_domain_group_has_a_custom_recipe()
    {
        await Scene.CreateTrainedVersionAsync(Group, "custom");
        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => Scene.CreateSolutionAsync(
            Group,
            "use-case",
            request => request.RecipeArn = $"arn:aws:personalize:::recipe/{MostPopular}"));
        Assert.Contains("create a recommender", exception.Message);
    }

    [Fact]
    public async Task The_sixth_recommender_of_a_group_exceeds_the_limit()
    {
        for (var i = 0; i < 5; i++)
        {
            await Scene.BeginRecommenderAsync(Group, $"recommender{i}", MostPopular);
        }

        var exception = await Assert.ThrowsAsync<LimitExceededException>(() => Scene.BeginRecommenderAsync(Group, "recommender5", MostPopular));
        Assert.Contains("More than 5 resources in ACTIVE state", exception.Message);
    }

    [Fact]
    public async Task A_recommender_has_tags_and_belongs_to_its_region()
    {
        var request = new CreateRecommenderRequest
        {
            Name = "tagged",
            DatasetGroupArn = Group,
            RecipeArn = $"arn:aws:personalize:::recipe/{MostPopular}",
            Tags = [new Tag { TagKey = "team", TagValue = "films" }],
        };
        var arn = (await Client.CreateRecommenderAsync(request, Cancel)).RecommenderArn;
        var tags = (await Client.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = arn }, Cancel)).Tags;
        Assert.Equal("films", Assert.Single(tags).TagValue);
        using var elsewhere = Scene.PersonalizeIn("eu-west-1");
        await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => elsewhere.DescribeRecommenderAsync(new DescribeRecommenderRequest { RecommenderArn = arn }, Cancel));
        Assert.Empty((await elsewhere.ListRecommendersAsync(new ListRecommendersRequest(), Cancel)).Recommenders ?? []);
    }

    [Fact]
    public async Task Other_columns_for_the_training_train_anew()
    {
        var arn = await Scene.CreateRecommenderAsync(Group, "similar", "aws-vod-more-like-x");
        var excluded = new TrainingDataConfig { ExcludedDatasetColumns = new() { ["Items"] = ["GENRES"] } };
        var request = new UpdateRecommenderRequest { RecommenderArn = arn, RecommenderConfig = new RecommenderConfig { TrainingDataConfig = excluded } };
        await Client.UpdateRecommenderAsync(request, Cancel);
        var updated = await Scene.UntilAsync(
            () => Scene.DescribeRecommenderAsync(arn),
            recommender => recommender.LatestRecommenderUpdate.Status is "ACTIVE" or "CREATE FAILED");
        Assert.Equal("ACTIVE", updated.LatestRecommenderUpdate.Status);
        Assert.Equal(["GENRES"], updated.RecommenderConfig.TrainingDataConfig.ExcludedDatasetColumns["Items"]);
        excluded.ExcludedDatasetColumns["Items"] = ["PLOT"];
        await Assert.ThrowsAsync<InvalidInputException>(() => Client.UpdateRecommenderAsync(request, Cancel));
    }

    [Fact]
    public async Task A_group_with_a_recommender_is_not_deleted()
    {
        await CreateAsync("popular");
        await Assert.ThrowsAsync<ResourceInUseException>(
            () => Client.DeleteDatasetGroupAsync(new DeleteDatasetGroupRequest { DatasetGroupArn = Group }, Cancel));
    }

    protected override Task<string> CreateAsync(string name) => Scene.CreateRecommenderAsync(Group, name, MostPopular);

    protected override async Task<string> DescribeAsync(string arn) => (await Scene.DescribeRecommenderAsync(arn)).Status;

    protected override async Task<(List<string> Arns, string? NextToken)> ListAsync(int? maxResults, string? nextToken)
    {
        var request = new ListRecommendersRequest { DatasetGroupArn = Group, MaxResults = maxResults, NextToken = nextToken };
        var response = await Client.ListRecommendersAsync(request, Cancel);
        return ([.. response.Recommenders.Select(recommender => recommender.RecommenderArn)], response.NextToken);
    }

    protected override Task DeleteAsync(string arn) => Client.DeleteRecommenderAsync(new DeleteRecommenderRequest { RecommenderArn = arn }, Cancel);

    // Nothing hangs on a recommender; what keeps it is its own creation.
    protected override async Task<string> CreateUsedAsync(string name)
    {
        await Scene.BeginRecommenderAsync(Group, "before", "aws-vod-top-picks");
        return await Scene.BeginRecommenderAsync(Group, name, MostPopular);
    }

    private Task<UpdateRecommenderResponse> UpdateAsync(string arn, int requestsPerSecond)
    {
        var config = new RecommenderConfig { MinRecommendationRequestsPerSecond = requestsPerSecond };
        return Client.UpdateRecommenderAsync(new UpdateRecommenderRequest { RecommenderArn = arn, RecommenderConfig = config }, Cancel);
    }

    private async Task<string> RefusalAsync(string group, string recipe) =>
        (await Assert.ThrowsAsync<InvalidInputException>(() => Scene.BeginRecommenderAsync(group, "refused", recipe))).Message;

    /// <summary>Waits for the last of some statuses and checks that no other shows, nor one of them out of order.</summary>
    private async Task PassesAsync(string arn, params string[] order)
    {
        var reached = 0;
        await Scene.UntilAsync(() => DescribeAsync(arn), status =>
        {
            var place = Array.IndexOf(order, status);
            Assert.True(place >= reached, $"{status} after {order[reached]}");
            reached = place;
            return place == order.Length - 1;
        });
    }
}
