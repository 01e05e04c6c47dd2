namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>One training of a search for hyperparameters.</summary>
/// <param name="Number">Its place in the search, from 1; the first has the defaults, as far as the ranges allow them.</param>
/// <param name="IsBest">Whether the model was then trained with its values.</param>
/// <param name="Objective">What the search maximizes: NDCG@10 and half of MRR@25 of the search's own test users.</param>
/// <param name="HyperParameters">The values tried, with those that were fixed.</param>
/// <param name="Metrics">The metrics of those users.</param>
internal sealed record SearchTrial(
    int Number,
    bool IsBest,
    double Objective,
    IReadOnlyDictionary<string, string> HyperParameters,
    IReadOnlyDictionary<string, double> Metrics);
