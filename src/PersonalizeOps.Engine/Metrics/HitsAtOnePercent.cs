namespace PersonalizeOps.Engine.Metrics;

/// <summary>How many users of a segment, of 1 % of all users, did interact; its mean over segments is the metric and may exceed 1.</summary>
internal static class HitsAtOnePercent
{
    public static int Of(ReadOnlySpan<int> segment, IReadOnlySet<int> interacted)
    {
        var hits = 0;
        foreach (var user in segment)
        {
            hits += interacted.Contains(user) ? 1 : 0;
        }

        return hits;
    }
}
