namespace PersonalizeOps.Engine.Interactions;

/// <summary>Chooses users at random, the same ones for the same seed, so that what is learned from them fits a budget.</summary>
internal static class UserSample
{
    /// <summary>All of the histories if their cost fits the budget; else a sample of users whose cost does.</summary>
    /// <param name="histories">The histories.</param>
    /// <param name="budget">The greatest sum of costs.</param>
    /// <param name="cost">The cost of a history of a length.</param>
    /// <param name="seed">The seed.</param>
    public static Histories Within(Histories histories, double budget, Func<int, double> cost, ulong seed)
    {
        var total = 0.0;
        for (var user = 0; user < histories.Count; user++)
        {
            total += cost(histories[user].Length);
        }

        if (total <= budget)
        {
            return histories;
        }

        var users = new List<int>();
        var spent = 0.0;
        for (var user = 0; user < histories.Count; user++)
        {
            var price = cost(histories[user].Length);
            if (IsChosen(user, seed, budget / total) && spent + price <= budget)
            {
                users.Add(user);
                spent += price;
            }
        }

        return histories.Select([.. users]);
    }

    /// <summary>Whether a user falls into a share of all users.</summary>
    public static bool IsChosen(int user, ulong seed, double share) => Uniform((ulong)user, seed) < share;

    /// <summary>A number in [0, 1) that looks random, the same for the same position and seed.</summary>
    public static double Uniform(ulong position, ulong seed)
    {
        // SplitMix64 (Steele, Lea, Flood 2014).
        var bits = seed + ((position + 1) * 0x9E3779B97F4A7C15);
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return ((bits ^ (bits >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
