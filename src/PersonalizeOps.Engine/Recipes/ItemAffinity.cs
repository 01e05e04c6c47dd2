using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Models.Segments;

namespace PersonalizeOps.Engine.Recipes;

/// <summary>
/// The recipe aws-item-affinity: the users who will most likely interact with an item, by the items of their histories that are related to it
/// (<see cref="RelatedItems"/>), their place in the history and the user's activity. Users who had the item are left out where repeats are rare.
/// </summary>
/// <remarks>
/// Hyperparameter <c>hidden_dimension</c> sets the capacity, since there are no embeddings here: the number of related items kept per item, 149 by default.
/// </remarks>
internal class ItemAffinity : Recipe
{
    public const string RecipeName = "aws-item-affinity";

    public ItemAffinity()
        : this(RecipeName)
    {
    }

    private protected ItemAffinity(string name)
        : base(name)
    {
    }

    internal override TrainedModel Fit(FitContext context)
    {
        context.Report("Relating items", 0);
        var related = RelatedItems.Fit(context.Histories, context.Parameters.GetInteger("hidden_dimension"), context);
        context.Report("Indexing attributes", 0.9);
        var attributes = IndexAttributes(context);
        context.Report("Done", 1);
        return new SegmentationModel(Name, context.Catalog, context.Histories, related, attributes);
    }

    internal override TrainedModel Read(ModelCatalog catalog, SectionFile file) => new SegmentationModel(
        Name,
        catalog,
        catalog.Histories,
        RelatedItems.Read(file, catalog.Items.Count),
        ReadAttributes(catalog, file));

    internal override IReadOnlyDictionary<string, double> Evaluate(
        TrainingData data,
        HyperParameterValues parameters,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken) =>
        SegmentEvaluation.Run(this, data, parameters, options, progress, cancellationToken);

    private protected virtual AttributeIndex? IndexAttributes(FitContext context) => null;

    private protected virtual AttributeIndex? ReadAttributes(ModelCatalog catalog, SectionFile file) => null;
}
