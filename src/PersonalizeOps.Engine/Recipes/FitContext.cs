using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;

namespace PersonalizeOps.Engine.Recipes;

/// <summary>Everything a recipe needs to fit a model, checked.</summary>
internal sealed record FitContext(
    ModelCatalog Catalog,
    Histories Histories,
    ItemTable? Metadata,
    HyperParameterValues Parameters,
    ulong Seed,
    int Threads,
    IProgress<TrainingProgress>? Progress,
    CancellationToken CancellationToken)
{
    public ParallelOptions ParallelOptions { get; } = new() { MaxDegreeOfParallelism = Math.Max(1, Threads), CancellationToken = CancellationToken };

    public void Report(string stage, double fraction)
    {
        CancellationToken.ThrowIfCancellationRequested();
        Progress?.Report(new TrainingProgress(stage, fraction));
    }
}
