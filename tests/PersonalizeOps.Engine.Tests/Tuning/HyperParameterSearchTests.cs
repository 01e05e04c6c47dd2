using System.Diagnostics;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tests.TestData;
using PersonalizeOps.Engine.Tuning;

namespace PersonalizeOps.Engine.Tests.Tuning;

public sealed class HyperParameterSearchTests
{
    private const string RecipeName = "aws-user-personalization";
    private const int BusyMachine = 5000; // milliseconds: the second that is promised, and what other tests take of the processors

    private static readonly HyperParameterRange[] Ranges =
    [
        HyperParameterRange.Integer("hidden_dimension", 32, 200),
        HyperParameterRange.Integer("bptt", 2, 32),
        HyperParameterRange.Categorical("recency_mask", ["True", "False"]),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_first_trial_has_the_defaults_and_the_result_is_the_best_of_all()
    {
        var fractions = new List<double>();
        var result = Run(Ranges, new SearchBudget(8, 2), new CallbackProgress(report => fractions.Add(report.Fraction)));
        Assert.Equal(8, result.Trials.Count);
        Assert.Equal(Enumerable.Range(1, 8), result.Trials.Select(trial => trial.Number));
        Assert.Equal(["149", "32", "True"], Values(result.Trials[0].HyperParameters));
        Assert.Equal(8, result.Trials.Select(trial => string.Join(' ', Values(trial.HyperParameters))).Distinct().Count());
        var best = result.Trials.MaxBy(trial => trial.Objective)!;
        Assert.Equal(best.HyperParameters, result.HyperParameters);
        Assert.True(best.Objective >= result.Trials[0].Objective);
        Assert.All(result.Trials, trial => Recipe.Create(RecipeName).CheckHyperParameters(trial.HyperParameters));
        Assert.All(result.Trials, trial => Assert.Contains("precision_at_5", trial.Metrics.Keys));
        Assert.Equal([0.25, 0.5, 0.75, 1], fractions);
    }

    [Fact]
    public void The_same_seed_gives_the_same_trials_whatever_the_threads()
    {
        var budget = new SearchBudget(8, 2);
        var one = Run(Ranges, budget, threads: 1);
        var two = Run(Ranges, budget, threads: 4);
        Assert.Equal(one.Trials.Select(trial => (string.Join(' ', Values(trial.HyperParameters)), trial.Objective)),
            two.Trials.Select(trial => (string.Join(' ', Values(trial.HyperParameters)), trial.Objective)));
    }

    [Fact]
    public void It_ends_when_everything_has_been_tried_and_keeps_fixed_values()
    {
        var options = new Dictionary<string, string> { ["bptt"] = "5" };
        var result = Run([HyperParameterRange.Categorical("recency_mask", ["False", "True"])], new SearchBudget(40, 1), fixedValues: options);
        Assert.Equal(2, result.Trials.Count);
        Assert.Equal("True", result.Trials[0].HyperParameters["recency_mask"]);
        Assert.All(result.Trials, trial => Assert.Equal("5", trial.HyperParameters["bptt"]));
    }

    [Fact]
    public void Defaults_outside_the_ranges_are_moved_into_them()
    {
        var result = Run([HyperParameterRange.Integer("hidden_dimension", 32, 40)], new SearchBudget(3, 3));
        Assert.Equal("40", result.Trials[0].HyperParameters["hidden_dimension"]);
        Assert.All(result.Trials, trial => Assert.InRange(int.Parse(trial.HyperParameters["hidden_dimension"]), 32, 40));
    }

    [Fact]
    public void Without_ranges_the_defaults_are_the_result()
    {
        var result = Run([], new SearchBudget(5, 1));
        Assert.Empty(result.HyperParameters);
        Assert.Single(result.Trials);
    }

    public static TheoryData<HyperParameterRange, string> BadRanges => new()
    {
        { HyperParameterRange.Integer("no_such", 1, 2), "no such hyperparameter" },
        { HyperParameterRange.Continuous("max_user_history_length_percentile", 0, 1), "can tune hidden_dimension, bptt, recency_mask" },
        { HyperParameterRange.Integer("hidden_dimension", 31, 100), "an integer from 32 to 256" },
        { HyperParameterRange.Integer("hidden_dimension", 100, 257), "an integer from 32 to 256" },
        { HyperParameterRange.Integer("hidden_dimension", 100, 50), "empty" },
        { HyperParameterRange.Continuous("hidden_dimension", 32, 100), "kind integer" },
        { HyperParameterRange.Integer("recency_mask", 0, 1), "kind categorical" },
        { HyperParameterRange.Categorical("recency_mask", []), "empty" },
        { HyperParameterRange.Categorical("recency_mask", ["True", "Perhaps"]), "True or False" },
    };

    [Theory]
    [MemberData(nameof(BadRanges))]
    public void A_bad_range_is_refused_by_name_and_reason(HyperParameterRange range, string reason)
    {
        var exception = Assert.Throws<HyperParameterException>(() => Run([range], new SearchBudget(2, 1)));
        Assert.Equal(range.Name, exception.Name);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_ranges_of_one_hyperparameter_and_empty_budgets_are_refused()
    {
        Assert.Throws<HyperParameterException>(() => Run([Ranges[1], Ranges[1]], new SearchBudget(2, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(Ranges, new SearchBudget(0, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(Ranges, new SearchBudget(1, 0)));
    }

    [Fact]
    public void Cancellation_stops_a_search_within_a_second()
    {
        var data = new TrainingData(MovieLens.Store);
        using var source = new CancellationTokenSource(300);
        var stopwatch = Stopwatch.StartNew();
        Assert.ThrowsAny<OperationCanceledException>(() => HyperParameterSearch.Run(
            RecipeName, data, new TrainingOptions(), Ranges, new SearchBudget(40, 2), null, source.Token));
        Assert.True(stopwatch.ElapsedMilliseconds < 300 + BusyMachine);
    }

    private static IEnumerable<string> Values(IReadOnlyDictionary<string, string> values) => Ranges.Select(range => values[range.Name]);

    private static SearchResult Run(
        IReadOnlyList<HyperParameterRange> ranges,
        SearchBudget budget,
        CallbackProgress? progress = null,
        int threads = 2,
        Dictionary<string, string>? fixedValues = null)
    {
        var options = new TrainingOptions { Seed = 3, Threads = threads, HyperParameters = fixedValues ?? [] };
        return HyperParameterSearch.Run(RecipeName, Checkerboard.Data, options, ranges, budget, progress, Cancellation);
    }
}
