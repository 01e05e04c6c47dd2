namespace PersonalizeOps.Engine.Metrics;

/// <summary>Hits in the top k, each weighing 1 / log2(1 + rank), over what an ideal order would reach.</summary>
internal static class NormalizedDiscountedCumulativeGain
{
    /// <summary>As the evaluation protocol defines it: ideal is every relevant item first, as far as k reaches.</summary>
    public static double OfRelevant(ReadOnlySpan<bool> hits, int k, int relevant) => Divide(hits, k, Math.Min(k, relevant));

    /// <summary>As Personalize defines it: ideal is the same number of hits, all of them first.</summary>
    public static double OfHits(ReadOnlySpan<bool> hits, int k) => Divide(hits, k, hits[..Math.Min(k, hits.Length)].Count(true));

    private static double Divide(ReadOnlySpan<bool> hits, int k, int idealHits)
    {
        var gain = 0.0;
        for (var i = 0; i < Math.Min(k, hits.Length); i++)
        {
            gain += hits[i] ? Discount(i) : 0;
        }

        var ideal = 0.0;
        for (var i = 0; i < idealHits; i++)
        {
            ideal += Discount(i);
        }

        return ideal == 0 ? 0 : gain / ideal;
    }

    private static double Discount(int index) => 1 / Math.Log2(index + 2);
}
