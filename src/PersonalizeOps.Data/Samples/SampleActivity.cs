namespace PersonalizeOps.Data;

/// <summary>Shares the ratings out among the users: at least 20 each, as MovieLens requires, and a long tail.</summary>
internal static class SampleActivity
{
    public const int Minimum = 20;
    private const double Deviation = 1.45;

    /// <summary>The number of ratings of each user; they add up to the ratings of the sample.</summary>
    public static int[] Share(SampleSize size, ref SampleRandom random)
    {
        var weights = new double[size.Users];
        double total = 0;
        foreach (ref var weight in weights.AsSpan())
            total += weight = random.NextLogNormal(Deviation);

        var counts = new int[size.Users];
        var extra = size.Ratings - (size.Users * Minimum);
        double until = 0;
        long given = 0;
        for (var user = 0; user < counts.Length; user++)
        {
            until += weights[user];
            var due = user == counts.Length - 1 ? extra : Math.Min(extra, (long)(until / total * extra));
            counts[user] = Minimum + (int)(due - given);
            given = due;
        }

        Level(counts, size.Movies / 4);
        return counts;
    }

    /// <summary>Takes what is above the limit and gives it, one each, to users in order.</summary>
    private static void Level(int[] counts, int limit)
    {
        var surplus = 0;
        foreach (ref var count in counts.AsSpan())
        {
            surplus += Math.Max(0, count - limit);
            count = Math.Min(count, limit);
        }

        for (var user = 0; surplus > 0; user = (user + 1) % counts.Length)
        {
            if (counts[user] < limit)
            {
                counts[user]++;
                surplus--;
            }
        }
    }
}
