namespace PersonalizeOps.Engine.Models;

/// <summary>Values as ranks, 0 for the lowest to 1 for the highest; equal ones get the middle of their ranks, missing ones (NaN) the middle of all.</summary>
internal static class MiddleRanks
{
    public static float[] Of(double[] values)
    {
        double[] sorted = [.. values.Where(value => !double.IsNaN(value)).Order()];
        return Array.ConvertAll(values, value => double.IsNaN(value) ? 0.5f : RankOf(sorted, value));
    }

    private static float RankOf(double[] sorted, double value)
    {
        if (sorted[0] == sorted[^1])
        {
            return 0.5f;
        }

        var below = LowerBound(sorted, value);
        var upTo = LowerBound(sorted, Math.BitIncrement(value));
        return (below + upTo - 1) / 2f / (sorted.Length - 1);
    }

    private static int LowerBound(double[] sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
