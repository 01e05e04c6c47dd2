using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Models.Scorers;

namespace PersonalizeOps.Engine.Recipes;

/// <summary>
/// The recipe aws-user-personalization: a blend of what similar users did next (<see cref="NeighbourScorer"/>), a linear item-item model
/// (<see cref="ItemItemScorer"/>), transitions between items (<see cref="TransitionScorer"/>) and popularity, each looking at the newest part of a
/// history and weighing its newest items most, with weights learned from held-out users (<see cref="BlendLearning"/>).
/// </summary>
/// <remarks>
/// Hyperparameters: <c>bptt</c> is the number of newest interactions looked at; <c>recency_mask</c> switches the higher weight of newer ones on;
/// <c>hidden_dimension</c> is the capacity of the dense item-item model: 16 items per dimension, the most used ones, 2,384 by default; the history
/// length percentiles leave users out of the training. Every part is bounded: larger sets are sampled by users, rarer items are carried by the sparse
/// parts, so time and memory do not jump with the size of the catalogue.
/// </remarks>
internal class UserPersonalization : Recipe
{
    public const string RecipeName = "aws-user-personalization";
    private protected const int StandardLength = 32;
    private protected const int StandardDenseItems = 149 * ItemsPerDimension;
    private const int ItemsPerDimension = 16;

    // Neighbours, item-item, transitions, popularity; chosen on the tuning splits of the evaluation protocol.
    private static readonly float[] StartWeights = [1, 0.4f, 0, 0];

    public UserPersonalization()
        : this(RecipeName)
    {
    }

    private protected UserPersonalization(string name)
        : base(name)
    {
    }

    internal override TrainedModel Fit(FitContext context)
    {
        var histories = SelectHistories(context);
        var bias = ItemBias.Of(context) ?? [];
        var window = WindowOf(context.Parameters);
        var side = new SideInformationFitting(context, window);
        context.Report("Fitting to the users that are not held out", 0);
        var learned = BlendLearning.Learn(context, histories, StartWeights, window.FadesWithDistance, FitScorers, side.Learn);
        context.Report("Fitting to all users", 0.6);
        var scorers = FitScorers(histories, context.Catalog.UserCounts)(learned.Pace);
        var blend = new BlendScorer([.. scorers], learned.Weights, context.Catalog.UserCounts);
        context.Report("Taking metadata and circumstances into account", 0.9);
        var known = side.Fit(histories);
        context.Report("Done", 1);
        return new UserPersonalizationModel(Name, context.Catalog, window with { Pace = learned.Pace }, blend, learned.Temperature, known, bias);

        Func<float, IEnumerable<IHistoryScorer>> FitScorers(Histories training, Column<int> userCounts)
        {
            var neighbours = NeighbourScorer.Fit(training, window, context.Seed);
            context.CancellationToken.ThrowIfCancellationRequested();
            var transitions = new Lazy<TransitionScorer>(() => TransitionScorer.Fit(training, window, context));
            var itemItem = ItemItemScorer.Fit(training, userCounts, DenseItemsOf(context.Parameters), window, context);
            return pace => ScorersAt(window with { Pace = pace });

            IEnumerable<IHistoryScorer> ScorersAt(HistoryWindow paced) => UserPersonalizationModel.Scorers(
                neighbours,
                itemItem,
                () => paced.IgnoresOrder ? TransitionScorer.Fit(training, paced, context) : transitions.Value,
                userCounts,
                paced);
        }
    }

    internal override TrainedModel Read(ModelCatalog catalog, SectionFile file) => UpdatedModel.IsIn(file)
        ? UpdatedModel.Read(Name, catalog, file)
        : UserPersonalizationModel.Read(Name, catalog, file);

    internal override TrainedModel Renew(
        TrainedModel previous,
        TrainingData data,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        var trained = previous is UpdatedModel updated ? updated.Trained : (UserPersonalizationModel)previous;
        var catalog = ModelCatalog.ForUpdate(trained.Catalog, data.Interactions, data.Items, out var positions);
        var counts = new int[catalog.Items.Count];
        for (var item = 0; item < positions.Length; item++)
        {
            counts[positions[item]] = trained.Catalog.UserCounts.Span[item];
        }

        var parameters = new HyperParameterValues(Info, options.HyperParameters);
        var asTrained = catalog.With(new Column<int>(counts));
        var context = new FitContext(asTrained, catalog.Histories, data, options, parameters, progress, cancellationToken);
        context.Report("Looking for items like the new ones", 0);
        var arrivals = ColdItems.Fit(context, MetadataFeatures.Of(catalog.Items, data.Items, SideInformationFitting.MaximumFeatures));
        context.Report("Done", 1);
        return new UpdatedModel(catalog, trained, positions, arrivals, (previous.KeepMemory(), previous));
    }

    internal override TrainingData Select(TrainingData data, TrainingOptions options) => base.Select(data, options with { Objective = null });

    /// <summary>How much of a history counts.</summary>
    private protected virtual HistoryWindow WindowOf(HyperParameterValues parameters) =>
        new(parameters.GetInteger("bptt"), parameters.GetBoolean("recency_mask"));

    /// <summary>The histories to learn from.</summary>
    private protected virtual Histories SelectHistories(FitContext context) => HistoryLengths.Between(
        context.Histories,
        context.Parameters.GetDouble("min_user_history_length_percentile"),
        context.Parameters.GetDouble("max_user_history_length_percentile"));

    /// <summary>The number of items the dense item-item model covers.</summary>
    private protected virtual int DenseItemsOf(HyperParameterValues parameters) => ItemsPerDimension * parameters.GetInteger("hidden_dimension");
}
