using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Metrics;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Server.Jobs.Datasets;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>Trains a model as planned, saves it and measures it.</summary>
internal sealed class ModelTrainer(DatasetContents contents, ModelFolders folders, TrainingMemory memory)
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
        using var all = contents.OpenInteractions(plan.InteractionsArn, plan.Position)
            ?? throw new JobFailedException("The dataset group has no interactions.");
        using var filtered = plan.EventType is null && plan.MinimumValue is null ? null : all.Where(plan.EventType, plan.MinimumValue);
        memory.Check(filtered ?? all);
        using var items = OpenTable(plan.ItemsArn);
        using var users = OpenTable(plan.UsersArn);
        using var actions = OpenTable(plan.ActionsArn);
        using var actionInteractions = plan.ActionInteractionsArn is { } arn ? contents.OpenInteractions(arn, plan.Position) : null;
        try
        {
            return Train(plan, new TrainingData(filtered ?? all, items, users, actions, actionInteractions), folder, cancellationToken);
        }
        catch (Exception exception) when (exception is InsufficientDataException or HyperParameterException)
        {
            throw new JobFailedException(exception.Message, exception);
        }
    }

    private ItemTable? OpenTable(string? datasetArn) => datasetArn is null ? null : contents.OpenTable(datasetArn);

    private IReadOnlyDictionary<string, double> Train(
        TrainingPlan plan,
        TrainingData data,
        string folder,
        CancellationToken cancellationToken)
    {
        var options = new TrainingOptions { HyperParameters = plan.HyperParameters, Seed = plan.Seed };
        using (var model = Recipe.Create(plan.Recipe).Train(data, options, null, cancellationToken))
        {
            model.Save(folders.PathOf(folder));
            folders.Flush(folder);
        }

        return OfflineEvaluation.Run(plan.Recipe, data, options, null, cancellationToken);
    }
}
