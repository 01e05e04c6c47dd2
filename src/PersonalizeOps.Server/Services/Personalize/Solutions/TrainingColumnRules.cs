using Amazon.Personalize.Model;
using PersonalizeOps.Data;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <summary>What a <c>trainingDataConfig</c> may say of the columns that are trained on.</summary>
internal static class TrainingColumnRules
{
    private static readonly string[] AlwaysUsed = ["USER_ID", "ITEM_ID", "ACTION_ID", "TIMESTAMP", "EVENT_TYPE"];

    /// <summary>Checks the columns against the schemas of a dataset group.</summary>
    /// <param name="session">The state.</param>
    /// <param name="group">The dataset group.</param>
    /// <param name="config">The columns; null for all.</param>
    /// <exception cref="ServiceError">A dataset or column is not there, or cannot be left out.</exception>
    public static void Check(StateSession session, ResourceRow group, TrainingDataConfig? config)
    {
        RequireOnce(config?.ExcludedDatasetColumns);
        RequireOnce(config?.IncludedDatasetColumns);
        foreach (var (type, columns) in config?.ExcludedDatasetColumns ?? [])
        {
            var schema = Schema(session, group, type);
            foreach (var column in columns)
            {
                RequireColumn(schema, type, column);
                if (AlwaysUsed.Contains(column))
                {
                    throw Errors.InvalidInput($"The column {column} of the {type} dataset is always used in training; it cannot be excluded.");
                }
            }
        }

        foreach (var (type, columns) in config?.IncludedDatasetColumns ?? [])
        {
            if (config!.ExcludedDatasetColumns?.Keys.Contains(type, StringComparer.OrdinalIgnoreCase) == true)
            {
                throw Errors.InvalidInput($"trainingDataConfig has included and excluded columns of the {type} dataset; give one of them.");
            }

            var schema = Schema(session, group, type);
            columns.ForEach(column => RequireColumn(schema, type, column));
        }
    }

    /// <summary>Checks the column that a solution optimizes for.</summary>
    /// <param name="session">The state.</param>
    /// <param name="group">The dataset group.</param>
    /// <param name="objective">The objective; null for none.</param>
    /// <exception cref="ServiceError">The Items dataset has no such column of numbers.</exception>
    public static void Check(StateSession session, ResourceRow group, OptimizationObjective? objective)
    {
        if (objective?.ItemAttribute is not { } column)
        {
            return;
        }

        var schema = Schema(session, group, "Items");
        var index = schema.IndexOf(column);
        if (index < 0 || schema.Fields[index].Type is FieldType.String or FieldType.Boolean)
        {
            throw Errors.InvalidInput($"The itemAttribute {column} of optimizationObjective is no column of numbers of the Items dataset.");
        }
    }

    // The names of dataset types have no case.
    private static void RequireOnce(Dictionary<string, List<string>>? columns)
    {
        if (columns?.Keys.GroupBy(type => type, StringComparer.OrdinalIgnoreCase).FirstOrDefault(types => types.Count() > 1) is { } twice)
        {
            throw Errors.InvalidInput($"trainingDataConfig names the {twice.Key} dataset more than once.");
        }
    }

    private static void RequireColumn(Data.DatasetSchema schema, string type, string column)
    {
        if (schema.IndexOf(column) < 0)
        {
            throw Errors.InvalidInput($"The column {column} of trainingDataConfig is not in the schema of the {type} dataset.");
        }
    }

    private static Data.DatasetSchema Schema(StateSession session, ResourceRow group, string type)
    {
        if (!DatasetTypes.TryParse(type, out var known) || known is DatasetType.Actions or DatasetType.ActionInteractions)
        {
            throw Errors.InvalidInput($"The dataset type {type} is none of Interactions, Items, Users.");
        }

        var datasets = session.Resources.All(new ResourceQuery(group.AccountId, group.Region, ResourceKind.Dataset, group.Arn));
        var row = datasets.FirstOrDefault(dataset => dataset.Arn.EndsWith($"/{known.ToApi().ToUpperInvariant()}", StringComparison.Ordinal))
            ?? throw Errors.InvalidInput($"The dataset group {group.Arn} has no {type} dataset.");
        var schema = session.Resources.Find(ResourceDocument.Read<Dataset>(row).SchemaArn)!;
        return Data.DatasetSchema.Parse(ResourceDocument.Read<Amazon.Personalize.Model.DatasetSchema>(schema).Schema);
    }
}
