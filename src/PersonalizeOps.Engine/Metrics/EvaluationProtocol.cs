using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Splits;

namespace PersonalizeOps.Engine.Metrics;

/// <summary>
/// The evaluation under which recommenders are compared: a tenth of the users, told by a hash, is tested; the newest tenth of each one's
/// interactions, at least one, is to be predicted from the others; seen items are never recommended; equal scores rank by ascending item id.
/// </summary>
/// <param name="catalogueSize">The number of items coverage is a share of.</param>
public sealed class EvaluationProtocol(int catalogueSize)
{
    /// <summary>Trains a recipe on the training users of a split and measures it on the others.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="data">The data.</param>
    /// <param name="split">Which users are tested.</param>
    /// <param name="options">Hyperparameters, seed and threads.</param>
    /// <param name="cancellationToken">Stops the evaluation within a second.</param>
    /// <returns>The metrics.</returns>
    public ProtocolResult Run(
        Recipe recipe,
        TrainingData data,
        UserSplit split,
        TrainingOptions options,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        data = recipe.Select(data, options);
        return Run(data.Interactions, split, options.Threads, Fit, recipe.EvaluationInput, cancellationToken);

        TrainedModel Fit(Histories training, ModelCatalog catalog)
        {
            var parameters = new HyperParameterValues(recipe.Info, options.HyperParameters);
            return recipe.Fit(new FitContext(catalog, training, data, options, parameters, null, cancellationToken));
        }
    }

    internal ProtocolResult Run(
        InteractionStore store,
        UserSplit split,
        int threads,
        Func<Histories, ModelCatalog, IHistoryScorer> fit,
        HoldoutRanking.InputSelector? selectInput,
        CancellationToken cancellationToken)
    {
        var holdout = Holdout.Create(store, split);
        var catalog = ModelCatalog.ForEvaluation(store, holdout.Training);
        var scorer = fit(holdout.Training, catalog);
        var ranking = new HoldoutRanking(holdout, catalog.UserCounts, leavesOutSeen: true) { SelectInput = selectInput };
        var lists = ranking.Rank(
            scorer,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancellationToken });
        return Summarize(store, holdout, lists);
    }

    private ProtocolResult Summarize(InteractionStore store, Holdout holdout, RankedList[] lists)
    {
        var coverage = new Coverage(store.ItemCount);
        var recommended = new HashSet<int>();
        var inputs = 0L;
        for (var user = 0; user < lists.Length; user++)
        {
            coverage.Add(lists[user].Items);
            recommended.UnionWith(lists[user].Items);
            inputs += holdout.InputOf(user).Length;
        }

        var users = Array.ConvertAll(lists, list => list.MeasureAsProtocol());
        return new ProtocolResult(
            holdout.Training.Count,
            holdout.Training.InteractionCount,
            inputs,
            lists.Sum(list => (long)list.Relevant),
            users,
            UserMetrics.Mean(users),
            coverage.Of(catalogueSize),
            [.. recommended.Select(store.GetItemId)]);
    }
}
