using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Models.Scorers;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Splits;

namespace PersonalizeOps.Engine.Metrics;

/// <summary>
/// The metrics of a solution version: the recipe trains on nine tenths of the users and predicts, for each of the others, the newest tenth of the
/// interactions from the rest. The seed of the options chooses the test users. Recipes for related items are asked for items related to the newest
/// interaction they may see. Where users hardly ever repeat an item, items of the input are not recommended.
/// </summary>
public static class OfflineEvaluation
{
    private const int Decimals = 4;

    /// <summary>Evaluates a recipe.</summary>
    /// <param name="recipe">The name of the recipe.</param>
    /// <param name="data">The data; with items, coverage counts those without interactions too.</param>
    /// <param name="options">Hyperparameters, seed and threads.</param>
    /// <param name="progress">Told how far it is; may be null.</param>
    /// <param name="cancellationToken">Stops the evaluation within a second.</param>
    /// <returns>The API's metrics by key, in alphabetical order, rounded to four decimals.</returns>
    /// <exception cref="InsufficientDataException">There is too little data.</exception>
    /// <exception cref="HyperParameterException">A hyperparameter is unknown or not allowed.</exception>
    public static IReadOnlyDictionary<string, double> Run(
        string recipe,
        TrainingData data,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        var trained = Recipe.Create(recipe);
        data = trained.Select(data, options);
        trained.Check(data);
        var parameters = new HyperParameterValues(trained.Info, options.HyperParameters);
        return Round(trained.Evaluate(data, parameters, options, progress, cancellationToken));
    }

    /// <summary>The evaluation of the recipes that rank items for users, or items for an item.</summary>
    internal static IReadOnlyDictionary<string, double> RankForTestUsers(
        Recipe recipe,
        TrainingData data,
        HyperParameterValues parameters,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        var holdout = Holdout.CreateTestable(data.Interactions, UserSplit.OfSeed(options.Seed));
        var catalog = ModelCatalog.ForEvaluation(data.Interactions, holdout.Training);
        var context = new FitContext(catalog, holdout.Training, data, options, parameters, progress, cancellationToken);
        using var model = recipe.Fit(context);
        context.Report("Predicting the newest interactions of the test users", 1);
        var ranking = new HoldoutRanking(holdout, catalog.UserCounts, catalog.LeavesOutSeen) { SelectInput = recipe.EvaluationInput };
        var lists = ranking.Rank(model, context.ParallelOptions);
        var metrics = Summarize(lists, data);
        AddEventWeighted(metrics, lists, holdout, context);
        AddRewards(metrics, lists, context);
        return metrics;
    }

    private static SortedDictionary<string, double> Round(IReadOnlyDictionary<string, double> metrics)
    {
        var rounded = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (key, value) in metrics)
        {
            rounded[key] = Math.Round(value, Decimals, MidpointRounding.AwayFromZero);
        }

        return rounded;
    }

    private static void AddEventWeighted(Dictionary<string, double> metrics, RankedList[] lists, Holdout holdout, FitContext context)
    {
        if (context.Options.EventWeights.Count == 0)
        {
            return;
        }

        var weighting = new EventWeighting(context.Data.Interactions, context.Options.EventWeights);
        foreach (var k in (int[])[5, 10, 25])
        {
            metrics[$"normalized_discounted_cumulative_gain_with_event_weights_at_{k}"] = EventWeightedGain.Mean(lists, holdout, weighting, k);
        }
    }

    private static void AddRewards(Dictionary<string, double> metrics, RankedList[] lists, FitContext context)
    {
        if (ItemBias.RewardsOf(context.Options.Objective, context.Catalog.Items, context.Metadata) is { } rewards)
        {
            metrics["average_rewards_at_k"] = lists.Average(list => AverageReward.Of(list, rewards));
        }
    }

    private static Dictionary<string, double> Summarize(RankedList[] lists, TrainingData data)
    {
        var coverage = new Coverage(data.Interactions.ItemCount);
        foreach (var list in lists)
        {
            coverage.Add(list.Items);
        }

        var mean = UserMetrics.Mean(Array.ConvertAll(lists, list => list.MeasureAsPersonalize()));
        return new Dictionary<string, double>
        {
            ["coverage"] = coverage.Of(CatalogueSize(data)),
            ["mean_reciprocal_rank_at_25"] = mean.MeanReciprocalRankAt25,
            ["normalized_discounted_cumulative_gain_at_5"] = mean.NdcgAt5,
            ["normalized_discounted_cumulative_gain_at_10"] = mean.NdcgAt10,
            ["normalized_discounted_cumulative_gain_at_25"] = mean.NdcgAt25,
            ["precision_at_5"] = mean.PrecisionAt5,
            ["precision_at_10"] = mean.PrecisionAt10,
            ["precision_at_25"] = mean.PrecisionAt25,
        };
    }

    private static int CatalogueSize(TrainingData data)
    {
        var size = data.Interactions.ItemCount;
        for (var item = 0; item < (data.Items?.Count ?? 0); item++)
        {
            size += data.Interactions.Items.TryFind(data.Items!.IdTable.GetUtf8(item), out _) ? 0 : 1;
        }

        return size;
    }
}
