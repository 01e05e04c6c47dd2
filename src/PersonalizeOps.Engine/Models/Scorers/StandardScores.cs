namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>Scores brought to mean 0 and standard deviation 1 over the items that can be recommended, so that scorers can be added.</summary>
internal static class StandardScores
{
    public static void Standardize(Span<float> scores, ReadOnlySpan<int> userCounts)
    {
        var (sum, squares, count) = (0.0, 0.0, 0);
        for (var item = 0; item < scores.Length; item++)
        {
            if (userCounts[item] > 0)
            {
                sum += scores[item];
                squares += (double)scores[item] * scores[item];
                count++;
            }
        }

        var mean = sum / Math.Max(1, count);
        var deviation = Math.Sqrt(Math.Max(0, (squares / Math.Max(1, count)) - (mean * mean)));
        var scale = deviation > 1e-12 ? 1 / deviation : 0;
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] = (float)((scores[item] - mean) * scale);
        }
    }
}
