namespace PersonalizeOps.Engine.Metrics;

/// <summary>Hits in the top k over k, however short the list.</summary>
internal static class Precision
{
    public static double Of(ReadOnlySpan<bool> hits, int k) => (double)hits[..Math.Min(k, hits.Length)].Count(true) / k;
}
