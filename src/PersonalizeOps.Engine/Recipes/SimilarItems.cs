using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;

namespace PersonalizeOps.Engine.Recipes;

/// <summary>
/// The recipe aws-similar-items: items that occur near an item in the histories of its users, by distance, discounted by their own number
/// of users and by the length of the histories, and items with similar metadata, which count the more the fewer users the item has.
/// </summary>
/// <remarks>
/// Hyperparameters set capacities, since there are no embeddings here: <c>item_id_hidden_dim</c> is the number of users looked at per
/// item, 20 per dimension, 2,000 by default; <c>item_metadata_hidden_dim</c> the number of different metadata values used, 10 per dimension.
/// </remarks>
internal sealed class SimilarItems() : Recipe(RecipeName)
{
    public const string RecipeName = "aws-similar-items";
    private const int UsersPerDimension = 20;
    private const int FeaturesPerDimension = 10;

    /// <summary>The most interactions remembered; users are sampled down to them.</summary>
    private const double Budget = 10_000_000;

    internal override TrainedModel Fit(FitContext context)
    {
        context.Report("Indexing histories", 0);
        var histories = UserSample.Within(context.Histories, Budget, length => length, context.Seed).Detach();
        context.Report("Indexing metadata", 0.5);
        var maximumFeatures = FeaturesPerDimension * context.Parameters.GetInteger("item_metadata_hidden_dim");
        var features = MetadataFeatures.Of(context.Catalog.Items, context.Data.Items, maximumFeatures);
        var maximumUsers = UsersPerDimension * context.Parameters.GetInteger("item_id_hidden_dim");
        context.Report("Done", 1);
        return new SimilarItemsModel(context.Catalog, histories, features, maximumUsers);
    }

    internal override TrainedModel Read(ModelCatalog catalog, SectionFile file) => SimilarItemsModel.Read(catalog, file);

    internal override ReadOnlySpan<int> EvaluationInput(ReadOnlySpan<int> history) => history[^1..];
}
