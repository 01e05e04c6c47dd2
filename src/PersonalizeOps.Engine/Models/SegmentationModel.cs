using System.Buffers;
using PersonalizeOps.Engine.Filters;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models.Segments;

namespace PersonalizeOps.Engine.Models;

/// <summary>
/// The users who will most likely interact with an item, or with any item that has some attributes: every item of a history adds what it says about the items
/// asked for, the newest share of the history most, and active users more. One pass over all histories, and one number per user, for each query.
/// </summary>
internal sealed class SegmentationModel : TrainedModel
{
    // Chosen on the oldest 80 % of the histories of the small MovieLens set.
    private const float AnyPlace = 0.5f; // what an interaction is worth however old
    private const float PlaceFade = 0.2f; // the share of the history after which the rest is worth 1/e
    private const float ActivityPower = 0.3f;
    private const float ActivityOnly = 1e-6f; // orders users about whom nothing else is known

    private readonly Histories _histories;
    private readonly RelatedItems _related;
    private readonly AttributeIndex? _attributes;

    public SegmentationModel(string recipe, ModelCatalog catalog, Histories histories, RelatedItems related, AttributeIndex? attributes)
        : base(recipe, catalog)
    {
        _histories = histories;
        _related = related;
        _attributes = attributes;
    }

    /// <summary>The values of the items' attributes; null where the recipe asks for an item.</summary>
    public AttributeIndex? Attributes => _attributes;

    /// <inheritdoc />
    public override FilterTarget FilterTarget => FilterTarget.Users;

    internal override void Score(ReadOnlySpan<int> history, Span<float> scores) => throw NoItems();

    /// <summary>Selects the users who will most likely interact with any of some items.</summary>
    /// <param name="items">The items.</param>
    /// <param name="isOneItem">Whether it is asked for one item; its users are then left out where repeats are rare.</param>
    /// <param name="filter">Which users may be selected; null for all.</param>
    /// <param name="top">Receives users, best first.</param>
    /// <returns>How many there are.</returns>
    internal int SelectUsers(ReadOnlySpan<int> items, bool isOneItem, ItemFilter? filter, Span<int> top)
    {
        var pool = ArrayPool<float>.Shared;
        var (weights, scores) = (pool.Rent(ItemCount), pool.Rent(_histories.Count));
        try
        {
            var own = scores.AsSpan(0, _histories.Count);
            Weigh(items, isOneItem, weights.AsSpan(0, ItemCount));
            ScoreUsers(weights, own);
            if (isOneItem && Catalog.LeavesOutSeen)
            {
                LeaveOutUsersOf(items[0], own);
            }

            filter?.Apply(own);
            return TopItems.Select(own, top);
        }
        finally
        {
            pool.Return(weights);
            pool.Return(scores);
        }
    }

    private protected override Scoring Answer(RecommendationQuery query, Span<float> scores) => throw NoItems();

    private protected override int[] SelectUsers(SegmentQuery query)
    {
        var items = ItemsOf(query);
        var isKnown = Array.Exists(items, item => Catalog.UserCounts.Span[item] > 0);
        var users = new int[isKnown ? Math.Min(query.NumResults, _histories.Count) : 0];
        var count = SelectUsers(items, _attributes is null, query.Filter, users);
        return users[..count];
    }

    internal override void Write(SectionFileWriter writer)
    {
        _related.Write(writer);
        _attributes?.Write(writer);
    }

    private int[] ItemsOf(SegmentQuery query)
    {
        if (_attributes is null)
        {
            var id = query.ItemId ?? throw new ArgumentException($"Recipe {Recipe} needs an item id.", nameof(query));
            return Catalog.Items.TryFind(id, out var item) && Catalog.UserCounts.Span[item] > 0
                ? [item]
                : throw new ArgumentException($"The item '{id}' has no interactions in the training data.", nameof(query));
        }

        var expression = query.ItemAttributes ?? throw new ArgumentException($"Recipe {Recipe} needs item attributes.", nameof(query));
        return _attributes.Find(ItemAttributesParser.Parse(expression));
    }

    private void Weigh(ReadOnlySpan<int> items, bool isOneItem, Span<float> weights)
    {
        weights.Clear();
        foreach (var item in items)
        {
            _related.AddTo(item, includesItself: !isOneItem || !Catalog.LeavesOutSeen, weights);
        }

        var greatest = 0f;
        foreach (var weight in weights)
        {
            greatest = Math.Max(greatest, weight);
        }

        for (var i = 0; i < weights.Length && greatest > 0; i++)
        {
            weights[i] /= greatest;
        }
    }

    private void ScoreUsers(float[] weights, Span<float> scores)
    {
        for (var user = 0; user < scores.Length; user++)
        {
            var history = _histories[user];
            var fade = MathF.Exp(-1 / (PlaceFade * Math.Max(1, history.Length)));
            var (sum, place) = (0f, 1f);
            for (var i = history.Length - 1; i >= 0; i--)
            {
                sum += (AnyPlace + place) * weights[history[i]];
                place *= fade;
            }

            scores[user] = (sum * MathF.Pow(history.Length, ActivityPower)) + (ActivityOnly * history.Length);
        }
    }

    private void LeaveOutUsersOf(int item, Span<float> scores)
    {
        for (var user = 0; user < scores.Length; user++)
        {
            scores[user] = _histories[user].Contains(item) ? float.NegativeInfinity : scores[user];
        }
    }

    private NotSupportedException NoItems() => new($"Recipe {Recipe} makes segments of users; it does not recommend items.");
}
