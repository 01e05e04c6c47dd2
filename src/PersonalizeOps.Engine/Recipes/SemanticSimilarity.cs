using System.Globalization;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Models.Text;

namespace PersonalizeOps.Engine.Recipes;

/// <summary>
/// The recipe aws-semantic-similarity: items whose texts are similar, by shared words (<see cref="TextFeatures"/>) and by words that occur in similar texts
/// (<see cref="LatentSemantics"/>). It learns the language from the catalogue alone: words that no text of it relates, it can't relate either.
/// Needs the items' texts; interactions only tell popularity.
/// </summary>
internal sealed class SemanticSimilarity() : Recipe(RecipeName)
{
    public const string RecipeName = "aws-semantic-similarity";
    private const string CreationColumn = "CREATION_TIMESTAMP";

    /// <inheritdoc />
    public override void Check(TrainingData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Items is null || !TextFeatures.Any(data.Items))
        {
            throw new InsufficientDataException("Create failed. The recipe needs an Items dataset with a textual column");
        }
    }

    internal override TrainedModel Fit(FitContext context)
    {
        context.Report("Reading the texts of the items", 0);
        var count = context.Catalog.Items.Count;
        var words = TextFeatures.Of(context.Catalog.Items, context.Metadata!, context.CancellationToken);
        context.Report("Relating words", 0.3);
        var vectors = LatentSemantics.Fit(words, count, context);
        var freshness = MiddleRanks.Of(CreationTimes(context));
        context.Report("Done", 1);
        return new SemanticSimilarityModel(context.Catalog, words, new Column<float>(vectors), new Column<float>(freshness));
    }

    internal override TrainedModel Read(ModelCatalog catalog, SectionFile file) => SemanticSimilarityModel.Read(catalog, file);

    internal override ReadOnlySpan<int> EvaluationInput(ReadOnlySpan<int> history) => history[^1..];

    internal override IReadOnlyDictionary<string, double> Evaluate(
        TrainingData data,
        HyperParameterValues parameters,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        var catalog = ModelCatalog.ForServing(data.Interactions, data.Items);
        var context = new FitContext(catalog, catalog.Histories, data, options, parameters, progress, cancellationToken);
        using var model = (SemanticSimilarityModel)Fit(context);
        return SimilarityEvaluation.Measure(model, context);
    }

    // An item without a creation time is as old as its first interaction; one without those, too, is new.
    private static double[] CreationTimes(FitContext context)
    {
        var (items, metadata, store) = (context.Catalog.Items, context.Metadata!, context.Data.Interactions);
        var times = new double[items.Count];
        Array.Fill(times, store.Count == 0 ? double.NaN : store.LatestTimestamp);
        for (var user = 0; user < context.Histories.Count; user++)
        {
            var row = context.Histories.FirstRow(user);
            foreach (var item in context.Histories[user])
            {
                times[item] = Math.Min(times[item], store.Columns.Timestamps.Span[row++]);
            }
        }

        var column = metadata.IndexOf(CreationColumn);
        for (var item = 0; item < times.Length && column >= 0; item++)
        {
            if (metadata.IdTable.TryFind(items.GetUtf8(item), out var row)
                && long.TryParse(metadata.GetValue(row, column), NumberStyles.Integer, CultureInfo.InvariantCulture, out var time))
            {
                times[item] = time;
            }
        }

        return times;
    }
}
