namespace PersonalizeOps.Engine.Models;

/// <summary>A model that scores items by their relation to one item. An item nobody has seen gives popular items.</summary>
internal abstract class RelatedItemsModel(string recipe, ModelCatalog catalog) : TrainedModel(recipe, catalog)
{
    /// <summary>Scores by the newest item of a history.</summary>
    internal override void Score(ReadOnlySpan<int> history, Span<float> scores)
    {
        if (history.IsEmpty)
        {
            ScoreByPopularity(scores);
        }
        else
        {
            ScoreRelated(history[^1], scores);
        }
    }

    /// <summary>Scores every item by its relation to one.</summary>
    private protected abstract void ScoreRelated(int item, Span<float> scores);

    private protected override Scoring Answer(RecommendationQuery query, Span<float> scores)
    {
        if (query.ItemId is null)
        {
            throw new ArgumentException("An item id is needed.", nameof(query));
        }

        if (Catalog.Items.TryFind(query.ItemId, out var item))
        {
            ScoreRelated(item, scores);
            scores[item] = float.NegativeInfinity;
        }
        else
        {
            ScoreByPopularity(scores);
        }

        return Scoring.OrderOnly;
    }
}
