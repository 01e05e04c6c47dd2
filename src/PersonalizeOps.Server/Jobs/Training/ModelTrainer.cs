using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Engine.Tuning;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>Trains a model as planned, saves it and measures it.</summary>
internal sealed class ModelTrainer(TrainingSources sources, ModelFolders folders, TrainingMemory memory)
{
    /// <summary>Does the work on a thread of its own.</summary>
    /// <param name="plan">What to train, on what.</param>
    /// <param name="folder">The name of the folder that gets the model.</param>
    /// <param name="cancellationToken">Ends the work within a second.</param>
    /// <returns>The metrics and what a search chose.</returns>
    /// <exception cref="JobFailedException">The data do not suffice, or are more than the memory does for.</exception>
    public Task<TrainingOutcome> TrainAsync(TrainingPlan plan, string folder, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(
            () => Train(plan, folder, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    private TrainingOutcome Train(TrainingPlan plan, string folder, CancellationToken cancellationToken)
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

    private TrainingOutcome Train(
        TrainingPlan plan,
        TrainingData data,
        string folder,
        CancellationToken cancellationToken)
    {
        if (plan.Previous is { } previous)
        {
            using var old = Open(previous);
            using var updated = Recipe.Create(plan.Recipe).Update(old, data, plan.Options, null, cancellationToken);
            Save(updated, folder, search: null);
            return new TrainingOutcome(previous.Metrics!, null);
        }

        var found = plan.Search is { } search
            ? HyperParameterSearch.Run(plan.Recipe, data, plan.Options, search.Ranges, search.Budget, null, cancellationToken)
            : null;
        var options = found is null ? plan.Options : plan.Options with { HyperParameters = found.HyperParameters };
        using (var model = Recipe.Create(plan.Recipe).Train(data, options, null, cancellationToken))
        {
            Save(model, folder, found);
        }

        return new TrainingOutcome(OfflineEvaluation.Run(plan.Recipe, data, options, null, cancellationToken), found?.HyperParameters);
    }

    private TrainedModel Open(ModelRow previous)
    {
        try
        {
            return TrainedModel.Open(folders.PathOf(previous.Folder!));
        }
        catch (Exception exception) when (exception is StoreFormatException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new JobFailedException($"The model of {previous.SolutionVersionArn} cannot be loaded: {exception.Message}", exception);
        }
    }

    private void Save(TrainedModel model, string folder, SearchResult? search)
    {
        model.Save(folders.PathOf(folder));
        if (search is not null)
        {
            SearchTrials.Write(folders.PathOf(folder), search);
        }

        folders.Flush(folder);
    }
}
