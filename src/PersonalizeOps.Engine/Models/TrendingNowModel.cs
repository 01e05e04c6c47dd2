using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Models;

/// <summary>The items that grew most, the same for everybody.</summary>
internal sealed class TrendingNowModel(ModelCatalog catalog, Column<int> growth) : TrainedModel(TrendingNow.RecipeName, catalog)
{
    public static TrendingNowModel Read(ModelCatalog catalog, SectionFile file)
    {
        var growth = file.Get<int>("growth");
        return growth.Length == catalog.Items.Count ? new TrendingNowModel(catalog, growth) : throw file.Invalid("its trends are inconsistent");
    }

    /// <summary>Growing items score their growth, at least 1; of the same growth the more popular leads, and popularity orders the others, below 1.</summary>
    public static void Score(ReadOnlySpan<int> growth, ReadOnlySpan<int> userCounts, Span<float> scores)
    {
        var most = 1;
        foreach (var count in userCounts)
        {
            most = Math.Max(most, count + 1);
        }

        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] = userCounts[item] == 0 ? float.NegativeInfinity : Math.Max(0, growth[item]) + ((float)userCounts[item] / most);
        }
    }

    internal override void Score(ReadOnlySpan<int> history, Span<float> scores) => Score(growth.Span, Catalog.UserCounts.Span, scores);

    private protected override Scoring Answer(RecommendationQuery query, Span<float> scores)
    {
        Score([], scores);
        return Scoring.OrderOnly;
    }

    internal override void Write(SectionFileWriter writer) => writer.Add("growth", growth);
}
