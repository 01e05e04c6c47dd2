namespace PersonalizeOps.Engine.Metrics;

/// <summary>The list a model made for a test user, and which of its places are hits.</summary>
internal readonly record struct RankedList(int[] Items, bool[] Hits, int Relevant)
{
    public UserMetrics MeasureAsProtocol()
    {
        var (hits, relevant) = (Hits, Relevant);
        return UserMetrics.Of(hits, k => NormalizedDiscountedCumulativeGain.OfRelevant(hits, k, relevant));
    }

    public UserMetrics MeasureAsPersonalize()
    {
        var hits = Hits;
        return UserMetrics.Of(hits, k => NormalizedDiscountedCumulativeGain.OfHits(hits, k));
    }
}
