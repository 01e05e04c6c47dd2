using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Models;

/// <summary>The items with the most users, the same for everybody.</summary>
internal sealed class PopularityCountModel(ModelCatalog catalog) : TrainedModel(PopularityCount.RecipeName, catalog)
{
    internal override void Score(ReadOnlySpan<int> history, Span<float> scores) => ScoreByPopularity(scores);

    private protected override Scoring Answer(RecommendationQuery query, Span<float> scores)
    {
        ScoreByPopularity(scores);
        return Scoring.OrderOnly;
    }

    internal override void Write(SectionFileWriter writer)
    {
        // The catalogue is the model.
    }
}
