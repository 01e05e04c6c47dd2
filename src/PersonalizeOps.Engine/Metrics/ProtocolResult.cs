namespace PersonalizeOps.Engine.Metrics;

/// <summary>What the evaluation protocol reports of one split.</summary>
/// <param name="TrainingUsers">Users trained on.</param>
/// <param name="TrainingEvents">Their interactions.</param>
/// <param name="InputEvents">Interactions of test users given to the model.</param>
/// <param name="TruthItems">Items to be predicted, over all test users.</param>
/// <param name="Users">The metrics of each evaluated test user.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Coverage">Different items in all lists over the size of the catalogue.</param>
/// <param name="RecommendedItems">The ids of the items in any list.</param>
public sealed record ProtocolResult(
    int TrainingUsers,
    long TrainingEvents,
    long InputEvents,
    long TruthItems,
    IReadOnlyList<UserMetrics> Users,
    UserMetrics Mean,
    double Coverage,
    IReadOnlyCollection<string> RecommendedItems);
