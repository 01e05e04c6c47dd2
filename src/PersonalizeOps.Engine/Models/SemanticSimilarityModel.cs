using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models.Text;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Models;

/// <summary>Items with texts similar to that of an item: half by the words they share, half by latent semantics.</summary>
internal sealed class SemanticSimilarityModel : RelatedItemsModel
{
    private readonly MetadataFeatures _words;
    private readonly Column<float> _vectors;
    private readonly Column<float> _freshness;
    private readonly float[] _popularity;

    public SemanticSimilarityModel(ModelCatalog catalog, MetadataFeatures words, Column<float> vectors, Column<float> freshness)
        : base(SemanticSimilarity.RecipeName, catalog)
    {
        _words = words;
        _vectors = vectors;
        _freshness = freshness;
        _popularity = MiddleRanks.Of(Array.ConvertAll(catalog.UserCounts.Span.ToArray(), count => (double)count));
    }

    /// <summary>The rank of each item by its number of users, 0 to 1.</summary>
    public ReadOnlySpan<float> Popularity => _popularity;

    /// <summary>The rank of each item by its creation, 0 to 1.</summary>
    public ReadOnlySpan<float> Freshness => _freshness.Span;

    public static SemanticSimilarityModel Read(ModelCatalog catalog, SectionFile file)
    {
        var count = catalog.Items.Count;
        var vectors = file.Get<float>("semantic.vectors");
        var freshness = file.Get<float>("semantic.freshness");
        return vectors.Length == (long)count * LatentSemantics.Dimensions && freshness.Length == count
            ? new SemanticSimilarityModel(catalog, MetadataFeatures.Read(file, count), vectors, freshness)
            : throw file.Invalid("its texts are inconsistent");
    }

    /// <summary>Whether an item has words in common with any other.</summary>
    public bool HasText(int item) => _words.Has(item);

    /// <summary>Fills in the similarity of every item to one, 0 to 1; the item itself is kept out.</summary>
    public void ScoreSimilar(int item, Span<float> scores)
    {
        _words.Score(item, scores);
        var vectors = _vectors.Span;
        var own = vectors.Slice(item * LatentSemantics.Dimensions, LatentSemantics.Dimensions);
        for (var other = 0; other < scores.Length; other++)
        {
            var vector = vectors.Slice(other * LatentSemantics.Dimensions, LatentSemantics.Dimensions);
            scores[other] = Math.Clamp(0.5f * (scores[other] + Math.Max(0, LatentSemantics.Dot(own, vector))), 0, 1);
        }

        scores[item] = float.NegativeInfinity;
    }

    private protected override void ScoreRelated(int item, Span<float> scores) => ScoreSimilar(item, scores);

    private protected override Scoring Answer(RecommendationQuery query, Span<float> scores)
    {
        if (query.ItemId is null)
        {
            throw new ArgumentException("An item id is needed.", nameof(query));
        }

        var influence = query.Influence ?? new RankingInfluence();
        if (!(influence.Popularity is >= 0 and <= 1 && influence.Freshness is >= 0 and <= 1))
        {
            throw new ArgumentException("Ranking influences are 0 to 1.", nameof(query));
        }

        if (!Catalog.Items.TryFind(query.ItemId, out var item))
        {
            ScoreByPopularity(scores);
            return Scoring.OrderOnly;
        }

        ScoreSimilar(item, scores);
        for (var other = 0; other < scores.Length && influence != new RankingInfluence(); other++)
        {
            scores[other] += ((float)influence.Popularity * _popularity[other]) + ((float)influence.Freshness * Freshness[other]);
        }

        return Scoring.OrderOnly;
    }

    internal override void Write(SectionFileWriter writer)
    {
        _words.Write(writer);
        writer.Add("semantic.vectors", _vectors);
        writer.Add("semantic.freshness", _freshness);
    }
}
