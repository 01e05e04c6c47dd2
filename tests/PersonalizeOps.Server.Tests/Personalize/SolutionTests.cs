using Amazon.Personalize.Model;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class SolutionTests : DeletableContract
{
    protected override string UnknownArn => Scene.Arn("solution/none");

    protected override string OtherKindsArn => Scene.Arn("solution/none/0b76212f");

    private string Group { get; set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Group = await Scene.CreateGroupAsync("group");
    }

    [Fact]
    public async Task A_solution_trains_automatically_unless_told_otherwise()
    {
        var arn = await Scene.CreateSolutionAsync(Group, "default", request => request.PerformAutoTraining = null);
        var solution = await Scene.DescribeSolutionAsync(arn);
        Assert.True(solution.PerformAutoTraining);
        Assert.Equal((false, false), (solution.PerformHPO, solution.PerformAutoML));
        Assert.Equal((Scene.Popularity, Group), (solution.RecipeArn, solution.DatasetGroupArn));
        Assert.Null(solution.LatestSolutionVersion);
    }

    [Fact]
    public async Task Feature_transformation_parameters_come_back_renamed()
    {
        var arn = await Scene.CreateSolutionAsync(Group, "tuned", request =>
        {
            request.RecipeArn = Scene.UserPersonalization;
            request.SolutionConfig = new SolutionConfig
            {
                AlgorithmHyperParameters = new() { ["hidden_dimension"] = "64" },
                FeatureTransformationParameters = new()
                {
                    ["min_user_history_length_percentile"] = "0.1",
                    ["max_user_history_length_percentile"] = "0.9",
                },
            };
        });
        var config = (await Scene.DescribeSolutionAsync(arn)).SolutionConfig;
        Assert.Equal("64", config.AlgorithmHyperParameters["hidden_dimension"]);
        Assert.Equal(
            [("max_hist_length_percentile", "0.9"), ("min_hist_length_percentile", "0.1")],
            config.FeatureTransformationParameters.OrderBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value)));
    }

    public static TheoryData<string, Action<CreateSolutionRequest>> Refused => new()
    {
        { "recipeArn", request => request.RecipeArn = null },
        { "performAutoML", request => request.PerformAutoML = true },
        { "performHPO", request => request.PerformHPO = true },
        { "performHPO", request => Configure(request).HpoConfig = new HPOConfig() },
        { "name", request => Search(request, range => range.Name = null) },
        { "depth", request => Search(request, range => range.Name = "depth") },
        { "bptt", request => Search(request, range => range.MaxValue = 99) },
        { "maxNumberOfTrainingJobs", request =>
            {
                Search(request, _ => { });
                Configure(request).HpoConfig.HpoResourceConfig = new HPOResourceConfig { MaxNumberOfTrainingJobs = "41" };
            }
        },
        { "aws-hrnn", request => request.RecipeArn = Scene.Arn("solution/aws-hrnn") },
        { "give arn:aws:personalize:::recipe/aws-sims", request => request.RecipeArn = Scene.Arn("recipe/aws-sims") },
        { "give arn:aws:personalize:::recipe/aws-sims", request => request.RecipeArn = "arn:aws:personalize:us-east-1::recipe/aws-sims" },
        { "give arn:aws:personalize:::recipe/aws-sims", request => request.RecipeArn = "arn:other:personalize:::recipe/aws-sims" },
        { "create a recommender", request => request.RecipeArn = "arn:aws:personalize:::recipe/aws-vod-top-picks" },
        { "hidden_dimension", request => Configure(request).AlgorithmHyperParameters = new() { ["hidden_dimension"] = "64" } },
        { "eventValueThreshold", request => Configure(request).EventValueThreshold = "high" },
        { "eventValueThreshold", request => Configure(request).EventValueThreshold = "3,5" },
        { "optimizationObjective", request => Configure(request).OptimizationObjective = new OptimizationObjective() },
        { "1 to 30 days", request =>
            {
                request.PerformAutoTraining = true;
                Configure(request).AutoTrainingConfig = new AutoTrainingConfig { SchedulingExpression = "rate(31 days)" };
            }
        },
        { "performAutoTraining", request => Configure(request).AutoTrainingConfig = new AutoTrainingConfig { SchedulingExpression = "rate(3 days)" } },
    };

    private static void Search(CreateSolutionRequest request, Action<IntegerHyperParameterRange> change)
    {
        var range = new IntegerHyperParameterRange { Name = "bptt", MinValue = 2, MaxValue = 8 };
        change(range);
        request.RecipeArn = Scene.UserPersonalization;
        request.PerformHPO = true;
        Configure(request).HpoConfig = new HPOConfig
        {
            AlgorithmHyperParameterRanges = new HyperParameterRanges { IntegerHyperParameterRanges = [range] },
        };
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_done_is_refused(string named, Action<CreateSolutionRequest> configure)
    {
        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => Scene.CreateSolutionAsync(Group, "refused", configure));
        Assert.Contains(named, exception.Message);
    }

    [Theory]
    [InlineData("hidden_dimension", "31")]
    [InlineData("hidden_dimension", "large")]
    [InlineData("recency_mask", "perhaps")]
    [InlineData("min_user_history_length_percentile", "0.1")]
    public async Task Hyperparameters_are_checked(string name, string value)
    {
        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => Scene.CreateSolutionAsync(Group, "refused", request =>
        {
            request.RecipeArn = Scene.UserPersonalization;
            Configure(request).AlgorithmHyperParameters = new() { [name] = value };
        }));
        Assert.Contains(name, exception.Message);
    }

    [Fact]
    public async Task An_unknown_recipe_or_group_is_not_found()
    {
        await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => Scene.CreateSolutionAsync(Group, "lost", request => request.RecipeArn = "arn:aws:personalize:::recipe/aws-none"));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Scene.CreateSolutionAsync(Scene.Arn("dataset-group/none"), "lost"));
    }

    [Fact]
    public async Task An_update_changes_automatic_training()
    {
        var arn = await CreateAsync("updated");
        var request = new UpdateSolutionRequest
        {
            SolutionArn = arn,
            PerformAutoTraining = true,
            SolutionUpdateConfig = new SolutionUpdateConfig { AutoTrainingConfig = new AutoTrainingConfig { SchedulingExpression = "rate(3 days)" } },
        };
        await Client.UpdateSolutionAsync(request, Cancel);
        var solution = await Scene.UntilAsync(() => Scene.DescribeSolutionAsync(arn), solution => solution.LatestSolutionUpdate?.Status == "ACTIVE");
        Assert.True(solution.PerformAutoTraining);
        Assert.Equal("rate(3 days)", solution.SolutionConfig.AutoTrainingConfig.SchedulingExpression);
        Assert.Equal("ACTIVE", solution.Status);
    }

    public static TheoryData<string, Action<CreateSolutionRequest>> BadConfigurations => new()
    {
        { "aws-user-personalization does not support eventsConfig", request =>
            {
                request.RecipeArn = Scene.UserPersonalization;
                Configure(request).EventsConfig = Events(("watch", 1));
            }
        },
        { "eventType watch is given more than once", request => Configure(request).EventsConfig = Events(("watch", 1), ("watch", 0.5)) },
        { "greater than 0", request => Configure(request).EventsConfig = Events(("watch", 0)) },
        { "eventParametersList", request => Configure(request).EventsConfig = new EventsConfig() },
        { "takes the place of eventType", request =>
            {
                request.EventType = "watch";
                Configure(request).EventsConfig = Events(("watch", 1));
            }
        },
        { "no Items dataset", request => Configure(request).OptimizationObjective = Objective("PRICE") },
        { "needs an itemAttribute", request => Configure(request).OptimizationObjective = new OptimizationObjective() },
        { "always used", request => Configure(request).TrainingDataConfig = Columns(excluded: "ITEM_ID") },
        { "not in the schema", request => Configure(request).TrainingDataConfig = Columns(excluded: "DEVICE") },
        { "give one of them", request => Configure(request).TrainingDataConfig = Columns(excluded: "EVENT_VALUE", included: "EVENT_VALUE") },
        { "give one of them", request => Configure(request).TrainingDataConfig = new TrainingDataConfig
            {
                ExcludedDatasetColumns = new() { ["Interactions"] = ["EVENT_VALUE"] },
                IncludedDatasetColumns = new() { ["INTERACTIONS"] = ["EVENT_VALUE"] },
            }
        },
        { "more than once", request => Configure(request).TrainingDataConfig = new TrainingDataConfig
            {
                ExcludedDatasetColumns = new() { ["Interactions"] = ["EVENT_VALUE"], ["INTERACTIONS"] = ["EVENT_VALUE"] },
            }
        },
        { "eventValueThreshold", request =>
            {
                Configure(request).EventsConfig = Events(("watch", 1));
                Configure(request).EventsConfig.EventParametersList[0].EventValueThreshold = double.NaN;
            }
        },
        { "none of Interactions, Items, Users", request => Configure(request).TrainingDataConfig = new TrainingDataConfig
            {
                ExcludedDatasetColumns = new() { ["Films"] = ["TITLE"] },
            }
        },
    };

    [Theory]
    [MemberData(nameof(BadConfigurations))]
    public async Task Configurations_are_checked_against_recipe_and_schemas(string named, Action<CreateSolutionRequest> configure)
    {
        await Scene.CreateDatasetAsync(Group, "interactions", "Interactions", Ratings.InteractionsSchema);
        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => Scene.CreateSolutionAsync(Group, "refused", request =>
        {
            request.RecipeArn = Scene.UserPersonalizationV2;
            configure(request);
        }));
        Assert.Contains(named, exception.Message);
    }

    [Fact]
    public async Task An_update_changes_the_weights_of_events()
    {
        var arn = await Scene.CreateSolutionAsync(Group, "weighed", request =>
        {
            request.RecipeArn = Scene.UserPersonalizationV2;
            Configure(request).EventsConfig = Events(("watch", 1), ("click", 0.1));
        });
        Assert.Equal(["watch", "click"], (await Scene.DescribeSolutionAsync(arn)).SolutionConfig.EventsConfig.EventParametersList.Select(entry => entry.EventType));
        var update = new SolutionUpdateConfig { EventsConfig = Events(("watch", 0.5)) };
        await Client.UpdateSolutionAsync(new UpdateSolutionRequest { SolutionArn = arn, SolutionUpdateConfig = update }, Cancel);
        var solution = await Scene.UntilAsync(() => Scene.DescribeSolutionAsync(arn), solution => solution.LatestSolutionUpdate?.Status == "ACTIVE");
        Assert.Equal(0.5, Assert.Single(solution.SolutionConfig.EventsConfig.EventParametersList).Weight);
        var typed = await Scene.CreateSolutionAsync(Group, "typed", request =>
        {
            request.RecipeArn = Scene.UserPersonalizationV2;
            request.EventType = "watch";
        });
        var refused = await Assert.ThrowsAsync<InvalidInputException>(
            () => Client.UpdateSolutionAsync(new UpdateSolutionRequest { SolutionArn = typed, SolutionUpdateConfig = update }, Cancel));
        Assert.Contains("takes the place of eventType", refused.Message);
        var plain = await CreateAsync("plain");
        await Assert.ThrowsAsync<InvalidInputException>(
            () => Client.UpdateSolutionAsync(new UpdateSolutionRequest { SolutionArn = plain, SolutionUpdateConfig = update }, Cancel));
    }

    [Fact]
    public async Task The_eleventh_solution_of_a_group_exceeds_the_limit()
    {
        for (var i = 0; i < 10; i++)
        {
            await CreateAsync($"solution{i}");
        }

        await Assert.ThrowsAsync<LimitExceededException>(() => CreateAsync("solution10"));
    }

    protected override Task<string> CreateAsync(string name) => Scene.CreateSolutionAsync(Group, name);

    protected override async Task<string> DescribeAsync(string arn) => (await Scene.DescribeSolutionAsync(arn)).Status;

    protected override async Task<(List<string> Arns, string? NextToken)> ListAsync(int? maxResults, string? nextToken)
    {
        var request = new ListSolutionsRequest { DatasetGroupArn = Group, MaxResults = maxResults, NextToken = nextToken };
        var response = await Client.ListSolutionsAsync(request, Cancel);
        return ([.. response.Solutions.Select(solution => solution.SolutionArn)], response.NextToken);
    }

    protected override Task DeleteAsync(string arn) => Client.DeleteSolutionAsync(new DeleteSolutionRequest { SolutionArn = arn }, Cancel);

    protected override async Task<string> CreateUsedAsync(string name)
    {
        var group = await Scene.CreateImportedGroupAsync("imported");
        await Scene.DeployAsync(await Scene.CreateTrainedVersionAsync(group, name), "campaign");
        return Scene.Arn($"solution/{name}");
    }

    private static EventsConfig Events(params (string Type, double Weight)[] events) => new()
    {
        EventParametersList = [.. events.Select(entry => new EventParameters { EventType = entry.Type, Weight = entry.Weight })],
    };

    private static OptimizationObjective Objective(string column) =>
        new() { ItemAttribute = column, ObjectiveSensitivity = Amazon.Personalize.ObjectiveSensitivity.HIGH };

    private static TrainingDataConfig Columns(string? excluded = null, string? included = null) => new()
    {
        ExcludedDatasetColumns = excluded is null ? null : new() { ["Interactions"] = [excluded] },
        IncludedDatasetColumns = included is null ? null : new() { ["Interactions"] = [included] },
    };

    private static SolutionConfig Configure(CreateSolutionRequest request) => request.SolutionConfig ??= new SolutionConfig();
}
