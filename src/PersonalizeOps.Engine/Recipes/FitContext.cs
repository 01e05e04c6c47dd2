using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;

namespace PersonalizeOps.Engine.Recipes;

/// <summary>Everything a recipe needs to fit a model, checked.</summary>
/// <param name="Catalog">What the model will know of items and users.</param>
/// <param name="Histories">The histories to learn from, in the catalog's numbers.</param>
/// <param name="Data">All there is, test users included: its interactions must not be learned from directly.</param>
/// <param name="Options">How to train.</param>
/// <param name="Parameters">The hyperparameters.</param>
/// <param name="Progress">Told how far it is; may be null.</param>
/// <param name="CancellationToken">Stops the training within a second.</param>
internal sealed record FitContext(
    ModelCatalog Catalog,
    Histories Histories,
    TrainingData Data,
    TrainingOptions Options,
    HyperParameterValues Parameters,
    IProgress<TrainingProgress>? Progress,
    CancellationToken CancellationToken)
{
    public ItemTable? Metadata => Data.Items;

    public ulong Seed => Options.Seed;

    public int Threads => Options.Threads;

    public ParallelOptions ParallelOptions { get; } = new() { MaxDegreeOfParallelism = Math.Max(1, Options.Threads), CancellationToken = CancellationToken };

    public void Report(string stage, double fraction)
    {
        CancellationToken.ThrowIfCancellationRequested();
        Progress?.Report(new TrainingProgress(stage, fraction));
    }
}
