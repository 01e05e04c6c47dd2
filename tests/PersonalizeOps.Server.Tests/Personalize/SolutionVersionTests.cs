using Amazon.Personalize;
using Amazon.Personalize.Model;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class SolutionVersionTests : ResourceContract
{
    protected override string UnknownArn => Scene.Arn("solution/none/0b76212f");

    protected override string OtherKindsArn => Scene.Arn("solution/none");

    private string Group { get; set; } = "";

    private string Solution { get; set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Group = await Scene.CreateImportedGroupAsync("group");
        Solution = await Scene.CreateSolutionAsync(Group, "solution");
    }

    [Fact]
    public async Task A_solution_version_trains_and_shows_in_its_solution()
    {
        var version = await Scene.TrainAsync(Solution);
        Assert.Matches("^" + Solution + "/[0-9a-f]{8}$", version.SolutionVersionArn);
        Assert.Equal((Scene.Popularity, Group, Solution), (version.RecipeArn, version.DatasetGroupArn, version.SolutionArn));
        Assert.Equal((TrainingMode.FULL, TrainingType.MANUAL), (version.TrainingMode, version.TrainingType));
        Assert.True(version.TrainingHours > 0);
        var latest = (await Scene.DescribeSolutionAsync(Solution)).LatestSolutionVersion;
        Assert.Equal((version.SolutionVersionArn, "ACTIVE"), (latest.SolutionVersionArn, latest.Status));
    }

    [Fact]
    public async Task Metrics_are_AWS_s_in_order_and_the_same_for_the_same_data()
    {
        var first = await MetricsAsync((await Scene.TrainAsync(Solution)).SolutionVersionArn);
        Assert.Equal(
            [
                "coverage", "mean_reciprocal_rank_at_25", "normalized_discounted_cumulative_gain_at_10",
                "normalized_discounted_cumulative_gain_at_25", "normalized_discounted_cumulative_gain_at_5",
                "precision_at_10", "precision_at_25", "precision_at_5",
            ],
            first.Keys);
        Assert.All(first.Values, value => Assert.Equal(Math.Round(value, 4), value));
        Assert.True(first["coverage"] is > 0 and <= 1);
        Assert.Equal(first, await MetricsAsync((await Scene.TrainAsync(Solution)).SolutionVersionArn));
    }

    [Fact]
    public async Task Only_the_solution_s_event_type_and_values_are_trained_on()
    {
        var typed = await Scene.CreateSolutionAsync(Group, "clicks", request => request.EventType = "click");
        var version = await Scene.TrainAsync(typed);
        Assert.Equal("CREATE FAILED", version.Status);
        Assert.Equal("Dataset has fewer than 1000 interactions after filtering by event type: click", version.FailureReason);
        var metrics = new GetSolutionMetricsRequest { SolutionVersionArn = version.SolutionVersionArn };
        await Assert.ThrowsAsync<InvalidInputException>(() => Client.GetSolutionMetricsAsync(metrics, Cancel));

        var valued = await Scene.CreateSolutionAsync(Group, "liked", request =>
        {
            request.EventType = "watch";
            request.SolutionConfig = new SolutionConfig { EventValueThreshold = "5" };
        });
        Assert.Equal("CREATE FAILED", (await Scene.TrainAsync(valued)).Status);
        var wide = await Scene.CreateSolutionAsync(Group, "wide", request => request.SolutionConfig = new SolutionConfig { EventValueThreshold = "2" });
        Assert.Equal("ACTIVE", (await Scene.TrainAsync(wide)).Status);
    }

    [Fact]
    public async Task Weights_of_events_are_trained_with_and_measured()
    {
        var weighed = await Scene.CreateSolutionAsync(Group, "weighed", request =>
        {
            request.RecipeArn = Scene.UserPersonalizationV2;
            var events = new List<EventParameters>
            {
                new() { EventType = "watch", Weight = 1, EventValueThreshold = 2 },
                new() { EventType = "click", Weight = 0.1 },
            };
            request.SolutionConfig = new SolutionConfig { EventsConfig = new EventsConfig { EventParametersList = events } };
        });
        var version = await Scene.TrainAsync(weighed);
        Assert.Null(version.FailureReason);
        Assert.Contains("normalized_discounted_cumulative_gain_with_event_weights_at_10", (await MetricsAsync(version.SolutionVersionArn)).Keys);
    }

    [Fact]
    public async Task An_objective_is_trained_for_and_measured_and_columns_can_be_left_out()
    {
        var schema = Ratings.ItemsSchema.Replace("{\"name\":\"TITLE\",\"type\":\"string\"}", "{\"name\":\"PRICE\",\"type\":\"float\"}");
        var items = await Scene.CreateDatasetAsync(Group, "films", "Items", schema);
        var rows = string.Concat(Enumerable.Range(0, Ratings.Items).Select(item => $"i{item},{item},{(item < 30 ? "Comedy" : "Crime")}\n"));
        Assert.Null((await Scene.ImportAsync(items, "films", "ITEM_ID,PRICE,GENRES\n" + rows)).FailureReason);
        var solution = await Scene.CreateSolutionAsync(Group, "priced", request =>
        {
            request.RecipeArn = Scene.UserPersonalization;
            request.SolutionConfig = new SolutionConfig
            {
                OptimizationObjective = new OptimizationObjective { ItemAttribute = "PRICE", ObjectiveSensitivity = ObjectiveSensitivity.HIGH },
                TrainingDataConfig = new TrainingDataConfig { ExcludedDatasetColumns = new() { ["Items"] = ["GENRES"] } },
            };
        });
        var version = await Scene.TrainAsync(solution);
        Assert.Null(version.FailureReason);
        Assert.Contains("average_rewards_at_k", (await MetricsAsync(version.SolutionVersionArn)).Keys);
        Assert.Equal(["GENRES"], version.SolutionConfig.TrainingDataConfig.ExcludedDatasetColumns["Items"]);
    }

    [Fact]
    public async Task Fewer_than_25_users_with_two_interactions_are_too_few()
    {
        var group = await Scene.CreateImportedGroupAsync("few", Ratings.Interactions(users: 20, perUser: 60));
        var version = await Scene.TrainAsync(await Scene.CreateSolutionAsync(group, "few"));
        Assert.Equal("CREATE FAILED", version.Status);
        Assert.Contains("fewer than 25 users with at least 2 interactions each", version.FailureReason);
    }

    [Fact]
    public async Task A_group_without_imported_interactions_cannot_be_trained_on()
    {
        var empty = await Scene.CreateGroupAsync("empty");
        var solution = await Scene.CreateSolutionAsync(empty, "early");
        await Assert.ThrowsAsync<InvalidInputException>(() => Scene.BeginTrainingAsync(solution));
        await Scene.CreateDatasetAsync(empty, "empty-interactions", "Interactions", Ratings.InteractionsSchema);
        await Assert.ThrowsAsync<InvalidInputException>(() => Scene.BeginTrainingAsync(solution));
    }

    [Fact]
    public async Task Versions_of_a_solution_that_does_not_exist_are_not_found()
    {
        var request = new ListSolutionVersionsRequest { SolutionArn = Scene.Arn("solution/none") };
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Client.ListSolutionVersionsAsync(request, Cancel));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Scene.BeginTrainingAsync(Scene.Arn("solution/none")));
    }

    [Fact]
    public async Task An_update_takes_new_data_into_the_newest_version()
    {
        var personal = await Scene.CreateSolutionAsync(Group, "personal", request => request.RecipeArn = Scene.UserPersonalization);
        var full = await Scene.TrainAsync(personal);
        var items = await Scene.CreateDatasetAsync(Group, "films", "Items", Ratings.ItemsSchema);
        await Scene.ImportAsync(items, "films-import", Ratings.ItemRows() + "new1,Newest Film,Comedy|Drama\n");

        var request = new CreateSolutionVersionRequest { SolutionArn = personal, TrainingMode = TrainingMode.UPDATE };
        var arn = (await Client.CreateSolutionVersionAsync(request, Cancel)).SolutionVersionArn;
        var update = await Scene.UntilAsync(() => Scene.DescribeVersionAsync(arn), version => version.Status is "ACTIVE" or "CREATE FAILED");

        Assert.Equal(("ACTIVE", null, TrainingMode.UPDATE), (update.Status, update.FailureReason, update.TrainingMode));
        var (old, now) = (await MetricsAsync(full.SolutionVersionArn), await MetricsAsync(arn));
        Assert.Equal(old, now);
        var explore = new CampaignConfig { ItemExplorationConfig = new() { ["explorationWeight"] = "1", ["explorationItemAgeCutOff"] = "3000" } };
        var campaign = await Scene.DeployAsync(arn, "updated", explore);
        var lists = new List<string>();
        for (var user = 0; user < 20; user++)
        {
            var answer = await Scene.RecommendAsync(new() { CampaignArn = campaign, UserId = $"u{user}", NumResults = 25 });
            lists.AddRange(answer.ItemList.Select(item => item.ItemId));
        }

        Assert.Contains("new1", lists);
    }

    [Fact]
    public async Task An_update_needs_a_recipe_that_can_and_a_version_that_is_there()
    {
        var personal = await Scene.CreateSolutionAsync(Group, "personal", request => request.RecipeArn = Scene.UserPersonalization);
        foreach (var (solution, named) in new[] { (Solution, "UPDATE"), (personal, "no ACTIVE solution version") })
        {
            var request = new CreateSolutionVersionRequest { SolutionArn = solution, TrainingMode = TrainingMode.UPDATE };
            var error = await Assert.ThrowsAsync<InvalidInputException>(() => Client.CreateSolutionVersionAsync(request, Cancel));
            Assert.Contains(named, error.Message);
        }
    }

    [Fact]
    public async Task A_search_tells_what_it_chose_and_describes_its_ranges_with_the_service_s_prefixes()
    {
        var solution = await Scene.CreateSolutionAsync(Group, "searched", request =>
        {
            request.RecipeArn = Scene.UserPersonalization;
            request.PerformHPO = true;
            request.SolutionConfig = new SolutionConfig
            {
                HpoConfig = new HPOConfig
                {
                    HpoResourceConfig = new HPOResourceConfig { MaxNumberOfTrainingJobs = "2", MaxParallelTrainingJobs = "1" },
                    AlgorithmHyperParameterRanges = new HyperParameterRanges
                    {
                        IntegerHyperParameterRanges = [new IntegerHyperParameterRange { Name = "bptt", MinValue = 4, MaxValue = 8 }],
                        CategoricalHyperParameterRanges = [new CategoricalHyperParameterRange { Name = "recency_mask", Values = ["True", "False"] }],
                    },
                },
            };
        });

        var version = await Scene.TrainAsync(solution);

        Assert.Equal(("ACTIVE", null), (version.Status, version.FailureReason));
        Assert.InRange(int.Parse(version.TunedHPOParams.AlgorithmHyperParameters["bptt"]), 4, 8);
        Assert.Contains(version.TunedHPOParams.AlgorithmHyperParameters["recency_mask"], new[] { "True", "False" });
        var ranges = (await Scene.DescribeSolutionAsync(solution)).SolutionConfig.HpoConfig.AlgorithmHyperParameterRanges;
        Assert.Equal("training.bptt", ranges.IntegerHyperParameterRanges[0].Name);
        Assert.Equal("data.recency_mask", ranges.CategoricalHyperParameterRanges[0].Name);
    }

    [Fact]
    public async Task A_finished_version_cannot_be_stopped()
    {
        var version = await Scene.TrainAsync(Solution);
        await Assert.ThrowsAsync<ResourceInUseException>(() => StopAsync(version.SolutionVersionArn));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => StopAsync(UnknownArn));
    }

    [Fact]
    public async Task A_version_that_waits_or_trains_can_be_stopped()
    {
        var dataset = Scene.Arn("dataset/group/INTERACTIONS");
        await Scene.ImportAsync(dataset, "larger", Ratings.Interactions(users: 20_000, perUser: 25));
        var slow = await Scene.CreateSolutionAsync(Group, "slow", request => request.RecipeArn = Scene.UserPersonalization);
        var first = await Scene.BeginTrainingAsync(slow);
        var second = await Scene.BeginTrainingAsync(slow);
        await Scene.UntilAsync(() => Scene.DescribeVersionAsync(first), version => version.Status == "CREATE IN_PROGRESS");
        await StopAsync(second);
        Assert.Equal("CREATE STOPPED", (await Scene.DescribeVersionAsync(second)).Status);
        await StopAsync(first);
        var stopped = await Scene.UntilAsync(() => Scene.DescribeVersionAsync(first), version => version.Status != "CREATE STOPPING");
        Assert.Equal("CREATE STOPPED", stopped.Status);
        Assert.Null(stopped.FailureReason);
        Assert.Null(stopped.TrainingHours);
    }

    protected override async Task<string> CreateAsync(string name)
    {
        var request = new CreateSolutionVersionRequest { SolutionArn = Solution, Name = name };
        return (await Client.CreateSolutionVersionAsync(request, Cancel)).SolutionVersionArn;
    }

    protected override async Task<string> DescribeAsync(string arn) => (await Scene.DescribeVersionAsync(arn)).Status;

    protected override async Task<(List<string> Arns, string? NextToken)> ListAsync(int? maxResults, string? nextToken)
    {
        var request = new ListSolutionVersionsRequest { SolutionArn = Solution, MaxResults = maxResults, NextToken = nextToken };
        var response = await Client.ListSolutionVersionsAsync(request, Cancel);
        return ([.. response.SolutionVersions.Select(version => version.SolutionVersionArn)], response.NextToken);
    }

    private Task<StopSolutionVersionCreationResponse> StopAsync(string arn) =>
        Client.StopSolutionVersionCreationAsync(new StopSolutionVersionCreationRequest { SolutionVersionArn = arn }, Cancel);

    private async Task<Dictionary<string, double>> MetricsAsync(string arn) =>
        (await Client.GetSolutionMetricsAsync(new GetSolutionMetricsRequest { SolutionVersionArn = arn }, Cancel)).Metrics;
}
