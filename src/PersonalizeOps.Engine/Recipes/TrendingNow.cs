using System.Globalization;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Models;

namespace PersonalizeOps.Engine.Recipes;

/// <summary>
/// The recipe aws-trending-now: the items whose interactions grew most from the interval before the last to the last one, the same for everybody.
/// Intervals end at the newest interaction of the training; items that do not grow follow by popularity.
/// </summary>
/// <remarks>Hyperparameter <c>trend_discovery_frequency</c> is the length of an interval.</remarks>
internal sealed class TrendingNow() : Recipe(RecipeName)
{
    public const string RecipeName = "aws-trending-now";

    /// <summary>What <c>trend_discovery_frequency</c> may be.</summary>
    public static IReadOnlyList<string> Frequencies { get; } = ["30 minutes", "1 hour", "2 hours", "3 hours", "1 day"];

    /// <summary>How much more interactions every item had in the last interval of some histories than in the one before.</summary>
    /// <param name="store">The store the histories are rows of.</param>
    /// <param name="histories">The histories.</param>
    /// <param name="end">The last second of the last interval; interactions after it do not count.</param>
    /// <param name="seconds">The length of an interval.</param>
    public static int[] GrowthOf(InteractionStore store, Histories histories, long end, long seconds)
    {
        var growth = new int[histories.ItemCount];
        var timestamps = store.Columns.Timestamps.Span;
        for (var user = 0; user < histories.Count; user++)
        {
            var history = histories[user];
            var row = histories.FirstRow(user);
            for (var i = history.Length - 1; i >= 0 && timestamps[row + i] > end - (2 * seconds); i--)
            {
                var time = timestamps[row + i];
                growth[history[i]] += time > end ? 0 : time > end - seconds ? 1 : -1;
            }
        }

        return growth;
    }

    public static long IntervalOf(HyperParameterValues parameters)
    {
        var text = parameters.GetText("trend_discovery_frequency").Split(' ');
        var unit = text[1] switch { "minutes" => 60, "day" => 86_400, _ => 3600 };
        return int.Parse(text[0], CultureInfo.InvariantCulture) * unit;
    }

    /// <summary>The newest timestamp in some histories.</summary>
    public static long LatestOf(InteractionStore store, Histories histories)
    {
        var latest = long.MinValue / 2;
        for (var user = 0; user < histories.Count; user++)
        {
            var length = histories[user].Length;
            latest = length == 0 ? latest : Math.Max(latest, store.Columns.Timestamps.Span[histories.FirstRow(user) + length - 1]);
        }

        return latest;
    }

    internal override TrainedModel Fit(FitContext context)
    {
        context.Report("Comparing the last two intervals", 0);
        var store = context.Data.Interactions;
        var growth = GrowthOf(store, context.Histories, LatestOf(store, context.Histories), IntervalOf(context.Parameters));
        context.Report("Done", 1);
        return new TrendingNowModel(context.Catalog, new Column<int>(growth));
    }

    internal override TrainedModel Read(ModelCatalog catalog, SectionFile file) => TrendingNowModel.Read(catalog, file);

    internal override IReadOnlyDictionary<string, double> Evaluate(
        TrainingData data,
        HyperParameterValues parameters,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken) =>
        new Dictionary<string, double>(base.Evaluate(data, parameters, options, progress, cancellationToken))
        {
            ["trend_prediction_accuracy"] = TrendPrediction.Accuracy(data.Interactions, IntervalOf(parameters)),
        };
}
