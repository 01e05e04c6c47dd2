namespace PersonalizeOps.Engine.Metrics;

/// <summary>The metrics of one test user's list, or their mean over users.</summary>
/// <param name="MeanReciprocalRankAt25">One over the rank of the first hit in the top 25, else 0.</param>
/// <param name="NdcgAt5">Normalized discounted cumulative gain of the top 5.</param>
/// <param name="NdcgAt10">Normalized discounted cumulative gain of the top 10.</param>
/// <param name="NdcgAt25">Normalized discounted cumulative gain of the top 25.</param>
/// <param name="PrecisionAt5">Hits in the top 5 over 5.</param>
/// <param name="PrecisionAt10">Hits in the top 10 over 10.</param>
/// <param name="PrecisionAt25">Hits in the top 25 over 25.</param>
public readonly record struct UserMetrics(
    double MeanReciprocalRankAt25,
    double NdcgAt5,
    double NdcgAt10,
    double NdcgAt25,
    double PrecisionAt5,
    double PrecisionAt10,
    double PrecisionAt25)
{
    /// <summary>The mean of several users' metrics; all 0 when there is none.</summary>
    /// <param name="users">The metrics of each user.</param>
    /// <returns>The mean of each metric.</returns>
    public static UserMetrics Mean(IReadOnlyCollection<UserMetrics> users)
    {
        ArgumentNullException.ThrowIfNull(users);
        return new UserMetrics(
            MeanOf(users, user => user.MeanReciprocalRankAt25),
            MeanOf(users, user => user.NdcgAt5),
            MeanOf(users, user => user.NdcgAt10),
            MeanOf(users, user => user.NdcgAt25),
            MeanOf(users, user => user.PrecisionAt5),
            MeanOf(users, user => user.PrecisionAt10),
            MeanOf(users, user => user.PrecisionAt25));
    }

    /// <summary>Computes the metrics of a list.</summary>
    /// <param name="hits">Whether each place of the list is relevant.</param>
    /// <param name="ndcg">The gain at a given length of list.</param>
    internal static UserMetrics Of(ReadOnlySpan<bool> hits, Func<int, double> ndcg) => new(
        MeanReciprocalRank.Of(hits),
        ndcg(5),
        ndcg(10),
        ndcg(25),
        Precision.Of(hits, 5),
        Precision.Of(hits, 10),
        Precision.Of(hits, 25));

    private static double MeanOf(IReadOnlyCollection<UserMetrics> users, Func<UserMetrics, double> metric) =>
        users.Count == 0 ? 0 : users.Sum(metric) / users.Count;
}
