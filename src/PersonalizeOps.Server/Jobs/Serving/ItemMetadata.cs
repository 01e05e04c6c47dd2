using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Server.Jobs.Datasets;

namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>Looks up what PutItems or else the newest import says of items.</summary>
internal sealed class ItemMetadata(ServedDatasets datasets, DatasetContents contents)
{
    /// <summary>Finds columns that a dataset does not have.</summary>
    /// <param name="itemsArn">The items dataset.</param>
    /// <param name="columns">Column names.</param>
    /// <returns>The unknown ones; all when the dataset has no rows.</returns>
    public IReadOnlyList<string> Unknown(string itemsArn, IReadOnlyList<string> columns)
    {
        using var table = datasets.Table(itemsArn);
        var known = table.Value?.Columns ?? [];
        return columns.All(known.Contains) ? [] : [.. columns.Except(contents.ColumnsOf(itemsArn))];
    }

    /// <summary>Looks up items.</summary>
    /// <param name="itemsArn">The items dataset.</param>
    /// <param name="itemIds">The items.</param>
    /// <param name="columns">The columns.</param>
    /// <returns>For each item the values that are there, by column.</returns>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Find(
        string itemsArn,
        IEnumerable<string> itemIds,
        IReadOnlyList<string> columns)
    {
        using var table = datasets.Table(itemsArn);
        return [.. itemIds.Select(id => Values(table.Value, id, columns))];
    }

    private static Dictionary<string, string> Values(ItemTable? table, string itemId, IReadOnlyList<string> columns)
    {
        var values = new Dictionary<string, string>();
        foreach (var column in columns)
        {
            if (table?.GetValue(itemId, column) is { } value)
            {
                values[column] = value;
            }
        }

        return values;
    }
}
