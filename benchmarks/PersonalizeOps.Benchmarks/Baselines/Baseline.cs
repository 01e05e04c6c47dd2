using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;

namespace PersonalizeOps.Benchmarks.Baselines;

/// <summary>A well-known recommender to compare recipes with. Hyperparameters were chosen on seeds 11 to 15 of the evaluation protocol.</summary>
internal sealed record Baseline(string Name, Func<Histories, ParallelOptions, IHistoryScorer> Fit)
{
    public static Baseline Ease { get; } = new("EASE", (histories, options) => new Ease(histories, options));

    public static IReadOnlyList<Baseline> All { get; } =
    [
        new("item-kNN cosine", (histories, _) => ItemNeighbours.Cosine(histories)),
        new("item-kNN BM25", (histories, _) => ItemNeighbours.Bm25(histories)),
        new("iALS", (histories, options) => new ImplicitAls(histories, options)),
        Ease,
    ];
}
