using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>Trains a model as planned, saves it and measures it.</summary>
internal sealed class ModelTrainer(TrainingSources sources, ModelFolders folders, TrainingMemory memory)
{
    /// <summary>Does the work on a thread of its own.</summary>
    /// <param name="plan">What to train, on what.</param>
    /// <param name="folder">The name of the folder that gets the model.</param>
    /// <param name="cancellationToken">Ends the work within a second.</param>
    /// <returns>The offline metrics by name.</returns>
    /// <exception cref="JobFailedException">The data do not suffice, or are more than the memory does for.</exception>
    public Task<IReadOnlyDictionary<string, double>> TrainAsync(TrainingPlan plan, string folder, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(
            () => Train(plan, folder, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    private IReadOnlyDictionary<string, double> Train(TrainingPlan plan, string folder, CancellationToken cancellationToken)
    {
        using var source = sources.Open(plan);
        memory.Check(source.Data.Interactions);
        try
        {
            return Train(plan, source.Data, folder, cancellationToken);
        }
        catch (Exception exception) when (exception is InsufficientDataException or HyperParameterException)
        {
            throw new JobFailedException(exception.Message, exception);
        }
    }

    private IReadOnlyDictionary<string, double> Train(
        TrainingPlan plan,
        TrainingData data,
        string folder,
        CancellationToken cancellationToken)
    {
        using (var model = Recipe.Create(plan.Recipe).Train(data, plan.Options, null, cancellationToken))
        {
            model.Save(folders.PathOf(folder));
            folders.Flush(folder);
        }

        return OfflineEvaluation.Run(plan.Recipe, data, plan.Options, null, cancellationToken);
    }
}
