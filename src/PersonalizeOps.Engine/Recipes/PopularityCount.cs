using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;

namespace PersonalizeOps.Engine.Recipes;

/// <summary>The recipe aws-popularity-count: the items with the most different users, the same for everybody. The baseline of all others.</summary>
internal sealed class PopularityCount() : Recipe(RecipeName)
{
    public const string RecipeName = "aws-popularity-count";

    internal override TrainedModel Fit(FitContext context)
    {
        context.Report("Counting users per item", 1);
        return new PopularityCountModel(context.Catalog);
    }

    internal override TrainedModel Read(ModelCatalog catalog, SectionFile file) => new PopularityCountModel(catalog);
}
