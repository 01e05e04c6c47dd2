namespace PersonalizeOps.Engine.Metrics;

/// <summary>The hits of a segment of 1 % of all users over the most hits possible: the users who did interact, or the size of the segment.</summary>
internal static class RecallAtOnePercent
{
    public static double Of(ReadOnlySpan<int> segment, IReadOnlySet<int> interacted, int size) =>
        (double)HitsAtOnePercent.Of(segment, interacted) / Math.Max(1, Math.Min(size, interacted.Count));
}
