using System.Buffers;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Models;

/// <summary>
/// Items whose users also interacted with an item, near it in their histories, or whose metadata is similar. Computed when asked, from the
/// histories of a bounded number of users per item.
/// </summary>
internal sealed class SimilarItemsModel : RelatedItemsModel
{
    private const int Reach = 120; // places before and after the item that are looked at
    private const float DistanceFade = 20;
    private const float AnyDistance = 0.02f; // what being within reach is worth, however far apart
    private const float LengthPower = -0.3f; // long histories say less
    private const float PopularityPower = -0.3f;
    private const float PopularityShrinkage = 20;
    private const float MetadataWeight = 0.1f;

    /// <summary>The number of users at which interactions and metadata would count the same, were their similarities equal.</summary>
    private const float ColdUsers = 5;

    private static readonly float[] NearnessByDistance =
        [.. Enumerable.Range(0, Reach + 1).Select(distance => distance == 0 ? 0 : AnyDistance + MathF.Exp(-distance / DistanceFade))];

    private readonly Histories _histories;
    private readonly Postings _postings;
    private readonly float[] _lengthWeights;
    private readonly float[] _popularityWeights;
    private readonly MetadataFeatures _features;
    private readonly int _maximumUsers;

    public SimilarItemsModel(ModelCatalog catalog, Histories histories, MetadataFeatures features, int maximumUsers)
        : this(catalog, histories, Postings.Of(histories), features, maximumUsers)
    {
    }

    private SimilarItemsModel(ModelCatalog catalog, Histories histories, Postings postings, MetadataFeatures features, int maximumUsers)
        : base(SimilarItems.RecipeName, catalog)
    {
        _histories = histories;
        _postings = postings;
        _features = features;
        _maximumUsers = maximumUsers;
        _lengthWeights = new float[histories.Count];
        for (var user = 0; user < histories.Count; user++)
        {
            _lengthWeights[user] = MathF.Pow(Math.Max(1, histories[user].Length), LengthPower);
        }

        var counts = catalog.UserCounts.Span;
        _popularityWeights = new float[counts.Length];
        for (var item = 0; item < counts.Length; item++)
        {
            _popularityWeights[item] = MathF.Pow(counts[item] + PopularityShrinkage, PopularityPower);
        }
    }

    public static SimilarItemsModel Read(ModelCatalog catalog, SectionFile file)
    {
        var count = catalog.Items.Count;
        var histories = Histories.Read(file, "similar.histories", count);
        var postings = Postings.Read(file, "similar.postings", count, histories.Count);
        var maximumUsers = file.Get<int>("similar.users").Span;
        return maximumUsers.Length == 1
            ? new SimilarItemsModel(catalog, histories, postings, MetadataFeatures.Read(file, count), maximumUsers[0])
            : throw file.Invalid("its settings are inconsistent");
    }

    internal override void Write(SectionFileWriter writer)
    {
        _histories.Write(writer, "similar.histories");
        _postings.Write(writer, "similar.postings");
        writer.Add("similar.users", [_maximumUsers]);
        _features.Write(writer);
    }

    private protected override void ScoreRelated(int item, Span<float> scores)
    {
        scores.Clear();
        var users = _postings[item];
        var step = Math.Max(1, (users.Length + _maximumUsers - 1) / _maximumUsers);
        var looked = 0;
        for (var i = 0; i < users.Length; i += step, looked++)
        {
            AddNearby(item, _histories[users[i]], _lengthWeights[users[i]], scores);
        }

        var trust = users.Length / (users.Length + ColdUsers);
        for (var other = 0; other < scores.Length; other++)
        {
            scores[other] *= trust * _popularityWeights[other] / Math.Max(1, looked);
        }

        AddMetadata(item, 1 - trust, scores);
    }

    private static void AddNearby(int item, ReadOnlySpan<int> sequence, float weight, Span<float> scores)
    {
        var at = sequence.LastIndexOf(item);
        for (var i = Math.Max(0, at - Reach); i < Math.Min(sequence.Length, at + Reach + 1); i++)
        {
            scores[sequence[i]] += weight * NearnessByDistance[Math.Abs(i - at)];
        }
    }

    // Every item gets a little of its popularity too, far below the rest, so that a list can be filled up to any length.
    private void AddMetadata(int item, float cold, Span<float> scores)
    {
        var counts = Catalog.UserCounts.Span;
        var similarities = ArrayPool<float>.Shared.Rent(scores.Length);
        try
        {
            _features.Score(item, similarities.AsSpan(0, scores.Length));
            for (var other = 0; other < scores.Length; other++)
            {
                scores[other] = counts[other] == 0 && similarities[other] == 0
                    ? float.NegativeInfinity
                    : scores[other] + (MetadataWeight * (0.05f + cold) * similarities[other]) + (1e-9f * counts[other]);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(similarities);
        }
    }
}
