using System.Text.Json;
using Amazon.Personalize.Model;
using PersonalizeOps.Server.Tests.Personalize;
using PersonalizeOps.Server.Tests.Protocol;

namespace PersonalizeOps.Server.Tests.Local;

public sealed class TrialTests : LocalTest
{
    private string Group { get; set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Group = await Scene.CreateImportedGroupAsync("group");
    }

    [Fact]
    public async Task A_search_reports_every_trial_and_which_was_best()
    {
        var solution = await Scene.CreateSolutionAsync(Group, "searched", request =>
        {
            request.RecipeArn = Scene.UserPersonalization;
            request.PerformHPO = true;
            request.SolutionConfig = new SolutionConfig
            {
                HpoConfig = new HPOConfig
                {
                    HpoResourceConfig = new HPOResourceConfig { MaxNumberOfTrainingJobs = "3", MaxParallelTrainingJobs = "1" },
                    AlgorithmHyperParameterRanges = new HyperParameterRanges
                    {
                        IntegerHyperParameterRanges = [new IntegerHyperParameterRange { Name = "bptt", MinValue = 2, MaxValue = 32 }],
                    },
                },
            };
        });
        var version = await Scene.TrainAsync(solution);

        var trials = (await AskAsync("trials", new { solutionVersionArn = version.SolutionVersionArn })).GetProperty("trials").EnumerateArray().ToList();

        Assert.Equal([1, 2, 3], trials.Select(trial => trial.GetProperty("number").GetInt32()));
        var best = Assert.Single(trials, trial => trial.GetProperty("isBest").GetBoolean());
        Assert.Equal(trials.Max(Objective), Objective(best));
        Assert.Equal(version.TunedHPOParams.AlgorithmHyperParameters["bptt"], best.GetProperty("hyperParameters").GetProperty("bptt").GetString());
        Assert.All(trials, trial => Assert.Equal(
            Objective(trial),
            Metric(trial, "normalized_discounted_cumulative_gain_at_10") + (0.5 * Metric(trial, "mean_reciprocal_rank_at_25")),
            9));
        Assert.Equal("32", trials[0].GetProperty("hyperParameters").GetProperty("bptt").GetString());
    }

    [Fact]
    public async Task A_version_without_a_search_has_none_and_one_that_is_not_there_is_not_found()
    {
        var version = await Scene.CreateTrainedVersionAsync(Group, "plain");
        Assert.Equal(0, (await AskAsync("trials", new { solutionVersionArn = version })).GetProperty("trials").GetArrayLength());
        Assert.Equal("ResourceNotFoundException", (await SendAsync("trials", Request(version[..^1]))).Code);
        Assert.Equal("InvalidInputException", (await SendAsync("trials", Request(Scene.Arn("solution/plain")))).Code);
        Assert.Equal("InvalidInputException", (await SendAsync("trials", "{}")).Code);
        Assert.Equal("UnknownOperationException", (await SendAsync("coffee", "{}")).Code);
        var failed = await Scene.TrainAsync(await Scene.CreateSolutionAsync(Group, "failed", request => request.EventType = "none"));
        Assert.Equal("ResourceInUseException", (await SendAsync("trials", Request(failed.SolutionVersionArn))).Code);
    }

    [Fact]
    public async Task A_wrong_signature_is_refused_and_without_one_it_is_S3_s_path()
    {
        var wrong = new SignedRequest("LOCALACCESSKEY00", "not the secret", Scene.Endpoint) { Method = "POST", Path = "/local/trials", Service = "personalize" };
        Assert.Equal(403, (await wrong.SendAsync()).Status);
        var anonymous = await RawResponse.ExchangeAsync(Scene.Endpoint, $"POST /local/trials HTTP/1.1\r\nHost: {Scene.Endpoint.Authority}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        Assert.Equal(403, anonymous.Status);
    }

    private static string Request(string arn) => JsonSerializer.Serialize(new { solutionVersionArn = arn });

    private static double Objective(JsonElement trial) => trial.GetProperty("objective").GetDouble();

    private static double Metric(JsonElement trial, string name) => trial.GetProperty("metrics").GetProperty(name).GetDouble();
}
