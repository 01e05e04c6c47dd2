using PersonalizeOps.Data;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Server.Jobs.Datasets;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>Opens what a training reads.</summary>
internal sealed class TrainingSources(DatasetContents contents)
{
    /// <summary>Opens the datasets of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>The data, with only the rows and columns the plan wants; to be disposed.</returns>
    /// <exception cref="JobFailedException">There are no interactions, and the recipe needs some.</exception>
    public TrainingSource Open(TrainingPlan plan)
    {
        var opened = new List<IDisposable>();
        try
        {
            return Open(plan, opened);
        }
        catch
        {
            opened.ForEach(file => file.Dispose());
            throw;
        }
    }

    private TrainingSource Open(TrainingPlan plan, List<IDisposable> opened)
    {
        var interactions = Interactions(plan, DatasetType.Interactions, opened) ?? NoInteractions(plan, opened);
        var data = new TrainingData(
            Wanted(plan, interactions, opened),
            Table(plan, DatasetType.Items, opened),
            Table(plan, DatasetType.Users, opened),
            Table(plan, DatasetType.Actions, opened),
            Interactions(plan, DatasetType.ActionInteractions, opened));
        return new TrainingSource(data, opened);
    }

    private static InteractionStore NoInteractions(TrainingPlan plan, List<IDisposable> opened)
    {
        if (RecipeBook.Find(plan.Recipe)!.NeedsInteractions)
        {
            throw new JobFailedException("The dataset group has no interactions.");
        }

        var none = new InteractionStoreBuilder().Build();
        opened.Add(none);
        return none;
    }

    private static InteractionStore Wanted(TrainingPlan plan, InteractionStore all, List<IDisposable> opened)
    {
        if (plan.EventType is null && plan.MinimumValue is null)
        {
            return all;
        }

        var filtered = all.Where(plan.EventType, plan.MinimumValue);
        opened.Add(filtered);
        return filtered;
    }

    private InteractionStore? Interactions(TrainingPlan plan, DatasetType type, List<IDisposable> opened)
    {
        if (plan.Datasets.Find(type) is not { } arn || contents.OpenInteractions(arn, plan.Position) is not { } store)
        {
            return null;
        }

        opened.Add(store);
        return store.ColumnNames.All(column => plan.Columns.Uses(type, column)) ? store : store.Select(column => plan.Columns.Uses(type, column));
    }

    private ItemTable? Table(TrainingPlan plan, DatasetType type, List<IDisposable> opened)
    {
        if (plan.Datasets.Find(type) is not { } arn || contents.OpenTable(arn) is not { } table)
        {
            return null;
        }

        opened.Add(table);
        return table.Columns.All(column => plan.Columns.Uses(type, column)) ? table : table.Select(column => plan.Columns.Uses(type, column));
    }
}
