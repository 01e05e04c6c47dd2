using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Tuning;

/// <summary>
/// Searches the hyperparameters with which a recipe predicts best, by a tree-structured Parzen estimator (Bergstra et al. 2011) with a budget of trainings.
/// Every trial is measured on the same test users, others than those of the solution version's own evaluation.
/// </summary>
public static class HyperParameterSearch
{
    private const ulong OwnSplit = 0x5EA_2C4;
    private const int Attempts = 50;

    /// <summary>Runs a search. The same data, options, ranges and budget give the same trials, whatever the number of threads.</summary>
    /// <param name="recipe">The name of the recipe.</param>
    /// <param name="data">The data.</param>
    /// <param name="options">Fixed hyperparameters, seed and threads; the trials share the threads.</param>
    /// <param name="ranges">What to choose from; hyperparameters without a range keep their fixed value or default.</param>
    /// <param name="budget">The number of trainings. Fewer are done when all values have been tried.</param>
    /// <param name="progress">Told of each trial that is done; may be null.</param>
    /// <param name="cancellationToken">Stops the search within a second.</param>
    /// <returns>The best values, never worse on the search's test users than the defaults where the ranges hold them, and every trial.</returns>
    /// <exception cref="HyperParameterException">A hyperparameter or range is unknown, cannot be tuned or is not allowed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The budget is not at least one training.</exception>
    /// <exception cref="InsufficientDataException">There is too little data.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static SearchResult Run(
        string recipe,
        TrainingData data,
        TrainingOptions options,
        IReadOnlyList<HyperParameterRange> ranges,
        SearchBudget budget,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(ranges);
        ArgumentOutOfRangeException.ThrowIfLessThan(budget.MaximumJobs, 1, nameof(budget));
        ArgumentOutOfRangeException.ThrowIfLessThan(budget.MaximumParallel, 1, nameof(budget));
        var trained = Recipe.Create(recipe);
        trained.CheckHyperParameters(options.HyperParameters);
        trained.Check(trained.Select(data, options));
        var space = new SearchSpace(trained.Info, ranges);
        var sampler = new ParzenSampler(space.Count, options.Seed);
        var trials = new List<(double[] Point, Trial Trial)>();
        while (trials.Count < budget.MaximumJobs)
        {
            var width = Math.Min(budget.MaximumParallel, budget.MaximumJobs - trials.Count);
            var points = Propose(space, sampler, trials, width);
            if (points.Count == 0)
            {
                break;
            }

            var batch = new Trial[points.Count];
            Parallel.For(
                0,
                batch.Length,
                new ParallelOptions { MaxDegreeOfParallelism = width, CancellationToken = cancellationToken },
                i => batch[i] = Try(recipe, data, Options(options, space.ToValues(points[i]), width), trials.Count + i + 1, cancellationToken));
            trials.AddRange(points.Zip(batch));
            progress?.Report(new TrainingProgress($"Trial {trials.Count} of {budget.MaximumJobs}", (double)trials.Count / budget.MaximumJobs));
        }

        var best = trials.MaxBy(one => one.Trial.Objective).Trial;
        return new SearchResult(best.HyperParameters, [.. trials.Select(one => one.Trial)]);
    }

    /// <summary>Checks ranges without training.</summary>
    /// <param name="recipe">The name of the recipe.</param>
    /// <param name="ranges">The ranges.</param>
    /// <exception cref="HyperParameterException">A range is unknown, cannot be tuned or is not allowed.</exception>
    public static void Check(string recipe, IReadOnlyList<HyperParameterRange> ranges) => _ = new SearchSpace(Recipe.Create(recipe).Info, ranges);

    private static List<double[]> Propose(SearchSpace space, ParzenSampler sampler, List<(double[] Point, Trial Trial)> trials, int width)
    {
        var tried = trials.Select(one => Key(space, one.Point)).ToHashSet(StringComparer.Ordinal);
        var known = trials.ConvertAll(one => (one.Point, one.Trial.Objective));
        var points = new List<double[]>();
        for (var attempt = 0; attempt < Attempts * width && points.Count < width; attempt++)
        {
            var point = trials.Count + points.Count == 0 ? space.Default() : sampler.Propose(known, trials.Count + attempt);
            if (tried.Add(Key(space, point)))
            {
                points.Add(point);
            }
        }

        return points;
    }

    private static string Key(SearchSpace space, double[] point) => string.Join('\n', space.ToValues(point).Select(pair => pair.Value));

    private static TrainingOptions Options(TrainingOptions options, Dictionary<string, string> values, int width)
    {
        foreach (var (name, value) in options.HyperParameters)
        {
            values.TryAdd(name, value);
        }

        return options with { HyperParameters = values, Seed = options.Seed ^ OwnSplit, Threads = Math.Max(1, options.Threads / width) };
    }

    private static Trial Try(string recipe, TrainingData data, TrainingOptions options, int number, CancellationToken cancellationToken)
    {
        var metrics = OfflineEvaluation.Run(recipe, data, options, null, cancellationToken);
        var objective = metrics.GetValueOrDefault("normalized_discounted_cumulative_gain_at_10")
            + (0.5 * metrics.GetValueOrDefault("mean_reciprocal_rank_at_25"));
        return new Trial(number, options.HyperParameters, objective, metrics);
    }
}
