namespace PersonalizeOps.Engine.Tuning;

/// <summary>One training of a search.</summary>
/// <param name="Number">Its place in the search, from 1; the first has the defaults, as far as the ranges allow them.</param>
/// <param name="HyperParameters">The values tried, by name, as the API's texts; with those that were fixed.</param>
/// <param name="Objective">What the search maximizes: NDCG@10 and half of MRR@25 of the search's own test users.</param>
/// <param name="Metrics">The API's metrics of those users.</param>
public sealed record Trial(
    int Number,
    IReadOnlyDictionary<string, string> HyperParameters,
    double Objective,
    IReadOnlyDictionary<string, double> Metrics);
