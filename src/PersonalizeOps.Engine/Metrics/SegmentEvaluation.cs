using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Splits;

namespace PersonalizeOps.Engine.Metrics;

/// <summary>
/// The metrics of user segments: trained on the oldest 80 % of each user's interactions, the model names 1 % of the users for an item or attribute; they are
/// compared with those who interacted with it in their newest 20 %. As many items or attributes are asked for as fit a budget, chosen by the seed.
/// </summary>
internal static class SegmentEvaluation
{
    private const double UserShare = 0.01;
    private const int MinimumQueries = 100;

    /// <summary>The most interactions looked at, over all queries.</summary>
    private const double Budget = 5e9;

    public static IReadOnlyDictionary<string, double> Run(
        Recipe recipe,
        TrainingData data,
        HyperParameterValues parameters,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        var split = TimeSplit.Of(Histories.From(data.Interactions));
        var catalog = ModelCatalog.ForEvaluation(data.Interactions, split.Training);
        var context = new FitContext(catalog, split.Training, data, options, parameters, progress, cancellationToken);
        using var model = (SegmentationModel)recipe.Fit(context);
        context.Report("Predicting the newest interactions of all users", 1);
        return Measure(model, split, context);
    }

    private static Dictionary<string, double> Measure(SegmentationModel model, TimeSplit split, FitContext context)
    {
        var truth = new Truth(split, context.Catalog.LeavesOutSeen && model.Attributes is null);
        var askable = Queries(model).Where(query => truth.HasUsers(ItemsOf(model, query)));
        var queries = Array.ConvertAll(Choose(askable, split.Training, context.Seed), query => ItemsOf(model, query));
        var size = (int)Math.Ceiling(UserShare * split.Training.Count);
        var segments = new int[queries.Length][];
        Parallel.For(0, queries.Length, context.ParallelOptions, i =>
        {
            var users = new int[size];
            segments[i] = users[..model.SelectUsers(queries[i], model.Attributes is null, null, users)];
        });

        var coverage = new Coverage(split.Training.Count);
        var (hits, recall) = (0.0, 0.0);
        for (var i = 0; i < queries.Length; i++)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            coverage.Add(segments[i]);
            var users = truth.UsersOf(queries[i]);
            hits += HitsAtOnePercent.Of(segments[i], users);
            recall += RecallAtOnePercent.Of(segments[i], users, size);
        }

        return new Dictionary<string, double>
        {
            ["coverage"] = coverage.Of(split.Training.Count),
            ["hits_at_1_percent"] = hits / Math.Max(1, queries.Length),
            ["recall_at_1_percent"] = recall / Math.Max(1, queries.Length),
        };
    }

    // Items, or values; of values those that at least two items share: a title is no segment.
    private static IEnumerable<int> Queries(SegmentationModel model) => model.Attributes is { } attributes
        ? Enumerable.Range(0, attributes.Count).Where(value => attributes.IsText(value) && attributes.ItemsOf(value).Length >= 2)
        : Enumerable.Range(0, model.ItemCount).Where(item => model.Catalog.UserCounts.Span[item] > 0);

    private static int[] ItemsOf(SegmentationModel model, int query) =>
        model.Attributes is { } attributes ? attributes.ItemsOf(query).ToArray() : [query];

    private static int[] Choose(IEnumerable<int> queries, Histories histories, ulong seed)
    {
        var all = queries.ToArray();
        var most = Math.Max(MinimumQueries, Budget / Math.Max(1, histories.InteractionCount));
        return all.Length <= most ? all : [.. all.Where((_, i) => UserSample.IsChosen(i, seed, most / all.Length))];
    }

    /// <summary>Who interacted with what in the newest part.</summary>
    private sealed class Truth
    {
        private readonly Postings _newest;

        public Truth(TimeSplit split, bool leavesOutSeen)
        {
            var starts = new int[split.Training.Count + 1];
            var items = new List<int>();
            for (var user = 0; user < split.Training.Count; user++)
            {
                foreach (var item in split.TruthOf(user))
                {
                    if (!leavesOutSeen || !split.Training[user].Contains(item))
                    {
                        items.Add(item);
                    }
                }

                starts[user + 1] = items.Count;
            }

            _newest = Postings.Of(new Histories(new Column<int>(starts), new Column<int>([.. items]), split.Training.ItemCount));
        }

        public bool HasUsers(int[] items) => Array.Exists(items, item => _newest[item].Length > 0);

        public HashSet<int> UsersOf(int[] items)
        {
            var users = new HashSet<int>();
            foreach (var item in items)
            {
                foreach (var user in _newest[item])
                {
                    users.Add(user);
                }
            }

            return users;
        }
    }
}
