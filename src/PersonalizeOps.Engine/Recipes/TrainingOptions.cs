namespace PersonalizeOps.Engine.Recipes;

/// <summary>How a recipe trains. The same data, hyperparameters and seed give the same model, whatever the number of threads.</summary>
public sealed record TrainingOptions
{
    /// <summary>Hyperparameters by name, as the API's texts; those left out have the recipe's default.</summary>
    public IReadOnlyDictionary<string, string> HyperParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The seed of everything random, and of the choice of test users in an evaluation. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How much each event type counts; empty for all the same. With entries, interactions of other types are left out. Only v2 recipes use it.</summary>
    public IReadOnlyList<EventWeight> EventWeights { get; init; } = [];

    /// <summary>What to recommend for besides relevance; null for nothing. Only recipes that personalize items use it.</summary>
    public OptimizationObjective? Objective { get; init; }

    /// <summary>The number of threads; default all processors.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
