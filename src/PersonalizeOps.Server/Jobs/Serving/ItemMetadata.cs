using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Server.Jobs.Datasets;
using PersonalizeOps.Server.Jobs.Imports;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>Looks up what PutItems or else the newest import says of items.</summary>
internal sealed class ItemMetadata(Database database, DatasetFiles files, DatasetContents contents) : IDisposable
{
    // A table must not be closed while it is read; look-ups are few and short enough to take turns.
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string File, ItemTable Table)> _tables = [];

    /// <summary>Finds columns that a dataset does not have.</summary>
    /// <param name="itemsArn">The items dataset.</param>
    /// <param name="columns">Column names.</param>
    /// <returns>The unknown ones; all when the dataset has no rows.</returns>
    public IReadOnlyList<string> Unknown(string itemsArn, IReadOnlyList<string> columns)
    {
        lock (_lock)
        {
            var known = Table(itemsArn)?.Columns ?? [];
            if (columns.All(known.Contains))
            {
                return [];
            }

            known = contents.ColumnsOf(itemsArn);
            return [.. columns.Where(column => !known.Contains(column))];
        }
    }

    /// <summary>Looks up items.</summary>
    /// <param name="itemsArn">The items dataset.</param>
    /// <param name="itemIds">The items.</param>
    /// <param name="columns">The columns.</param>
    /// <returns>For each item the values that are there, by column.</returns>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Find(
        string itemsArn,
        IReadOnlyCollection<string> itemIds,
        IReadOnlyList<string> columns)
    {
        lock (_lock)
        {
            var table = Table(itemsArn);
            var streamed = contents.FindRecords(itemsArn, itemIds);
            return [.. itemIds.Select(id => columns
                .Select(column => (column, Value: streamed.TryGetValue(id, out var record) ? record.GetValueOrDefault(column) : table?.GetValue(id, column)))
                .Where(entry => entry.Value is not null)
                .ToDictionary(entry => entry.column, entry => entry.Value!))];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var (_, table) in _tables.Values)
            {
                table.Dispose();
            }

            _tables.Clear();
        }
    }

    private ItemTable? Table(string itemsArn)
    {
        var file = database.Read(session => session.DatasetContents.Find(itemsArn))?.File;
        if (_tables.TryGetValue(itemsArn, out var open))
        {
            if (open.File == file)
            {
                return open.Table;
            }

            open.Table.Dispose();
            _tables.Remove(itemsArn);
        }

        if (file is null || files.OpenTable(itemsArn) is not { } table)
        {
            return null;
        }

        _tables[itemsArn] = (file, table);
        return table;
    }
}
