using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Models.Actions;

namespace PersonalizeOps.Engine.Recipes;

/// <summary>
/// The recipe aws-next-best-action: the probability that a user takes an action within the optimization period, by a logistic regression over the user's
/// history with actions, activity, newest items and metadata (<see cref="ActionFeatures"/>), learned online (McMahan et al. 2013).
/// </summary>
/// <remarks>
/// An action has a propensity when at least 50 interactions took it and at least 50 viewed or did not take it, within six weeks before the newest one; until
/// then 0, and its place is that of its value. Hyperparameter <c>action_optimization_period</c>: the days within which an offer must be taken to count.
/// </remarks>
internal sealed class NextBestAction() : Recipe(RecipeName)
{
    public const string RecipeName = "aws-next-best-action";
    private const int Passes = 4;
    private const int MinimumOfEach = 50;
    private const long CountedSeconds = 6 * 7 * 86_400L;

    /// <inheritdoc/>
    public override void Check(TrainingData data)
    {
        base.Check(data);
        if (data.Actions is not { Count: > 0 })
        {
            throw new InsufficientDataException($"Create failed. Recipe {Name} needs an Actions dataset with at least one action");
        }
    }

    internal override ModelCatalog CreateCatalog(TrainingData data)
    {
        var actions = ActionTable.Of(data.Actions!, data.ActionInteractions);
        var users = data.Interactions.Users;
        users = data.ActionInteractions is null ? users : users.Union(data.ActionInteractions.Users, out _);
        users = data.Users is null ? users : users.Union(data.Users.IdTable, out _);
        return ModelCatalog.ForActions(actions.Ids, CountTakers(data.ActionInteractions, actions.Ids), users.Detach(), ItemAges.Of(actions.Ids, data.ActionInteractions, data.Actions));
    }

    internal override TrainedModel Fit(FitContext context) => Fit(context, _ => true, out _);

    internal override TrainedModel Read(ModelCatalog catalog, SectionFile file) => NextBestActionModel.Read(catalog, file);

    // Weights belong to the ids of actions and items, so they hold for new data as they are.
    internal override TrainedModel Renew(
        TrainedModel previous,
        TrainingData data,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        Check(data);
        var catalog = CreateCatalog(data);
        var parameters = new HyperParameterValues(Info, options.HyperParameters);
        var context = new FitContext(catalog, catalog.Histories, data, options, parameters, progress, cancellationToken);
        context.Report("Reading what users did with actions", 0);
        var actions = ActionTable.Of(data.Actions!, data.ActionInteractions);
        var users = ActionUsers.Of(catalog.Users, actions.Ids, data.Interactions, data.ActionInteractions, data.Users);
        return Create(context, actions, users, ((NextBestActionModel)previous).Weights.Detach());
    }

    internal override IReadOnlyDictionary<string, double> Evaluate(
        TrainingData data,
        HyperParameterValues parameters,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        var catalog = CreateCatalog(data);
        var context = new FitContext(catalog, catalog.Histories, data, options, parameters, progress, cancellationToken);
        return new ActionEvaluation(context).Run(isTrained => (Fit(context, isTrained, out var examples), examples));
    }

    private static NextBestActionModel Fit(FitContext context, Func<int, bool> isTrained, out ActionExamples examples)
    {
        context.Report("Reading what users did with actions", 0);
        var (data, catalog) = (context.Data, context.Catalog);
        var actions = ActionTable.Of(data.Actions!, data.ActionInteractions);
        var users = ActionUsers.Of(catalog.Users, actions.Ids, data.Interactions, data.ActionInteractions, data.Users);
        examples = new ActionExamples(catalog.Users, users, data.Interactions, context.Parameters.GetInteger("action_optimization_period"));
        var weights = Learn(context, users, actions, examples, isTrained);
        return Create(context, actions, users, new Column<float>(weights));
    }

    private static NextBestActionModel Create(FitContext context, ActionTable actions, ActionUsers users, Column<float> weights)
    {
        var data = context.Data;
        var latest = Math.Max(data.Interactions.LatestTimestamp, data.ActionInteractions?.LatestTimestamp ?? 0);
        var hasPropensity = HasPropensity(users, actions.Count, data.ActionInteractions?.LatestTimestamp ?? 0);
        context.Report("Done", 1);
        return new NextBestActionModel(context.Catalog, actions, users, new Column<byte>(hasPropensity), weights, latest);
    }

    // Users in an order that the seed shuffles, again in each pass; one user's events stay in order.
    private static float[] Learn(FitContext context, ActionUsers users, ActionTable actions, ActionExamples examples, Func<int, bool> isTrained)
    {
        var hashes = Enumerable.Range(0, actions.Count).Select(action => FeatureHash.Of(actions.Ids.GetUtf8(action))).ToArray();
        var own = Enumerable.Range(0, users.Count).Where(user => users.EventsOf(user).Length > 0 && isTrained(user)).ToArray();
        var model = new OnlineLogisticRegression();
        var features = new (uint Hash, float Value)[ActionFeatures.Maximum];
        for (var pass = 0; pass < Passes; pass++)
        {
            context.Report("Learning propensities", 0.1 + (0.8 * pass / Passes));
            var shuffle = FeatureHash.Combine((uint)context.Seed, (uint)pass);
            foreach (var user in own.OrderBy(user => FeatureHash.Combine(shuffle, (uint)user)).ThenBy(user => user))
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                examples.Read(user, LearnOne);
            }
        }

        return model.ToWeights();

        void LearnOne(in ActionUser user, ActionEvent offer, bool isTaken)
        {
            var count = ActionFeatures.Write(user, hashes[offer.Action], offer.Action, offer.Timestamp, features);
            model.Learn(features.AsSpan(0, count), isTaken);
        }
    }

    private static byte[] HasPropensity(ActionUsers users, int actions, long latest)
    {
        var (taken, others) = (new int[actions], new int[actions]);
        for (var user = 0; user < users.Count; user++)
        {
            foreach (var entry in users.EventsOf(user))
            {
                if (entry.Timestamp >= latest - CountedSeconds)
                {
                    (entry.Kind == ActionEventKind.Taken ? taken : others)[entry.Action]++;
                }
            }
        }

        return [.. taken.Zip(others, (one, other) => (byte)(one >= MinimumOfEach && other >= MinimumOfEach ? 1 : 0))];
    }

    private static int[] CountTakers(InteractionStore? store, IdTable actions)
    {
        var counts = new int[actions.Count];
        for (var user = 0; user < (store?.UserCount ?? 0); user++)
        {
            var items = store!.ItemsOf(user);
            var first = store.Columns.UserStarts.Span[user];
            var taken = new HashSet<int>();
            for (var i = 0; i < items.Length; i++)
            {
                var isTaken = ActionEvent.KindOf(store.EventTypeTable[store.Columns.EventTypes.Span[first + i]]) == ActionEventKind.Taken;
                if (isTaken && taken.Add(items[i]) && actions.TryFind(store.Items.GetUtf8(items[i]), out var action))
                {
                    counts[action]++;
                }
            }
        }

        return counts;
    }
}
