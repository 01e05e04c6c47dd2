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
        var created = context.Catalog.Ages.Created;
        var times = created.Length == count ? Array.ConvertAll(created.Span.ToArray(), time => (double)time) : [.. Enumerable.Repeat(double.NaN, count)];
        var freshness = MiddleRanks.Of(times);
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
}
