namespace PersonalizeOps.Engine.Metrics;

/// <summary>Hits in the top k, each weighing 1 / log2(1 + rank), over what an ideal order would reach.</summary>
internal static class NormalizedDiscountedCumulativeGain
{
    /// <summary>As the evaluation protocol defines it: ideal is every relevant item first, as far as k reaches.</summary>
    public static double OfRelevant(ReadOnlySpan<bool> hits, int k, int relevant) => Divide(hits, k, Math.Min(k, relevant));

    /// <summary>As Personalize defines it: ideal is the same number of hits, all of them first.</summary>
    public static double OfHits(ReadOnlySpan<bool> hits, int k) => Divide(hits, k, hits[..Math.Min(k, hits.Length)].Count(true));

    /// <summary>With hits that weigh differently; ideal is the same hits, the heaviest first.</summary>
    /// <param name="gains">The weight of the hit at each place, 0 for none.</param>
    /// <param name="k">The number of places looked at.</param>
    public static double OfGains(IEnumerable<double> gains, int k)
    {
        double[] top = [.. gains.Take(k)];
        var gain = top.Select((value, index) => value * Discount(index)).Sum();
        var ideal = top.OrderDescending().Select((value, index) => value * Discount(index)).Sum();
        return ideal == 0 ? 0 : gain / ideal;
    }

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
