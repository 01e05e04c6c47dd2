namespace PersonalizeOps.Engine.Models;

/// <summary>
/// How much of a list goes to finding out about items instead of to the most relevant ones: a bandit that at each place, with the probability of the
/// weight, takes a young item in favour of those with few users, and else the most relevant item left (epsilon-greedy; Sutton, Barto 2018, 2.2).
/// </summary>
public sealed record ExplorationOptions
{
    /// <summary>The weight of recipes that explore by themselves: about a thousandth of the results.</summary>
    public const double AutomaticWeight = 0.001;

    /// <summary>0 for the most relevant items only, 1 for young items only as long as there are any. Default 0.3, as the service has it.</summary>
    public double Weight { get; init; } = 0.3;

    /// <summary>The greatest age of an item that is explored, in days; at least 1. Default 30.</summary>
    public double AgeCutOffDays { get; init; } = 30;

    /// <summary>The moment ages are counted back from, in seconds since the Unix epoch; null for the newest interaction of the training.</summary>
    public long? Now { get; init; }

    /// <summary>The seed: the same seed, query and model give the same list; users explore apart from each other.</summary>
    public ulong Seed { get; init; }
}
