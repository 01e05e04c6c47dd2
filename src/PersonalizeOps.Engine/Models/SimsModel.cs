using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Models;

/// <summary>Items with many users in common with an item. Counted when asked, over the histories of a bounded number of the item's users.</summary>
internal sealed class SimsModel : RelatedItemsModel
{
    private const int MaximumUsers = 5000;
    private readonly Histories _histories;
    private readonly Postings _postings;
    private readonly byte[] _isCounted;
    private readonly float[] _discounts;
    private readonly float _discountFactor;
    private readonly int _minimumCount;

    public SimsModel(ModelCatalog catalog, Histories histories, byte[] isCounted, float discountFactor, int minimumCount)
        : this(catalog, histories, Postings.Of(histories), isCounted, discountFactor, minimumCount)
    {
    }

    private SimsModel(ModelCatalog catalog, Histories histories, Postings postings, byte[] isCounted, float discountFactor, int minimumCount)
        : base(Sims.RecipeName, catalog)
    {
        _histories = histories;
        _postings = postings;
        _isCounted = isCounted;
        _discountFactor = discountFactor;
        _minimumCount = minimumCount;
        _discounts = new float[histories.ItemCount];
        for (var item = 0; item < _discounts.Length; item++)
        {
            _discounts[item] = MathF.Pow(Math.Max(1, postings[item].Length), -discountFactor);
        }
    }

    public static SimsModel Read(ModelCatalog catalog, SectionFile file)
    {
        var count = catalog.Items.Count;
        var histories = Histories.Read(file, "sims.histories", count);
        var postings = Postings.Read(file, "sims.postings", count, histories.Count);
        var isCounted = file.Get<byte>("sims.counted").Span.ToArray();
        var discountFactor = file.Get<float>("sims.discount").Span;
        var minimumCount = file.Get<int>("sims.minimum").Span;
        return isCounted.Length == count && discountFactor.Length == 1 && float.IsFinite(discountFactor[0]) && minimumCount.Length == 1
            ? new SimsModel(catalog, histories, postings, isCounted, discountFactor[0], minimumCount[0])
            : throw file.Invalid("its settings are inconsistent");
    }

    internal override void Write(SectionFileWriter writer)
    {
        _histories.Write(writer, "sims.histories");
        _postings.Write(writer, "sims.postings");
        writer.Add("sims.counted", _isCounted);
        writer.Add("sims.discount", [_discountFactor]);
        writer.Add("sims.minimum", [_minimumCount]);
    }

    private protected override void ScoreRelated(int item, Span<float> scores)
    {
        scores.Clear();
        var users = _isCounted[item] == 1 ? _postings[item] : [];
        var step = Math.Max(1, (users.Length + MaximumUsers - 1) / MaximumUsers);
        for (var i = 0; i < users.Length; i += step)
        {
            CountItems(_histories[users[i]], scores);
        }

        // Items without enough common users follow, by popularity: a score below that of any other.
        var counts = Catalog.UserCounts.Span;
        var popularity = 1e-6f / (Catalog.Users.Count + _histories.Count + 1);
        for (var other = 0; other < scores.Length; other++)
        {
            var together = scores[other] * step;
            var isEnough = together > 0 && together >= _minimumCount && _isCounted[other] == 1;
            scores[other] = counts[other] == 0 ? float.NegativeInfinity
                : isEnough ? 1 + (together * _discounts[other])
                : popularity * counts[other];
        }
    }

    // Each item of a history once.
    private static void CountItems(ReadOnlySpan<int> history, Span<float> counts)
    {
        Span<int> sorted = history.Length <= 1024 ? stackalloc int[history.Length] : new int[history.Length];
        history.CopyTo(sorted);
        sorted.Sort();
        for (var i = 0; i < sorted.Length; i++)
        {
            counts[sorted[i]] += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
        }
    }
}
