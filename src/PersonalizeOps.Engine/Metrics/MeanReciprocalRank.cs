namespace PersonalizeOps.Engine.Metrics;

/// <summary>The reciprocal of the first hit's rank; its mean over users is the metric.</summary>
internal static class MeanReciprocalRank
{
    public static double Of(ReadOnlySpan<bool> hits)
    {
        var first = hits.IndexOf(true);
        return first < 0 ? 0 : 1.0 / (first + 1);
    }
}
