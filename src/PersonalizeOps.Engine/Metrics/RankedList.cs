namespace PersonalizeOps.Engine.Metrics;

/// <summary>The list a model made for a test user, and which of its places are hits.</summary>
/// <param name="Items">The list, best first.</param>
/// <param name="Hits">Whether the item at a place was held out.</param>
/// <param name="Truth">The items held out, each once.</param>
internal readonly record struct RankedList(int[] Items, bool[] Hits, int[] Truth)
{
    public int Relevant => Truth.Length;

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
