using System.Globalization;
using PersonalizeOps.Data;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Server.Jobs.Imports;

namespace PersonalizeOps.Server.Jobs.Exports;

/// <summary>Writes the rows of a dataset as CSV with the schema's names as its header, so that an import can read it back.</summary>
/// <param name="schema">The schema.</param>
/// <param name="writer">Gets the text.</param>
internal sealed class DatasetCsvWriter(DatasetSchema schema, TextWriter writer)
{
    private const int RowsPerCheck = 4096;

    private readonly CsvText _csv = new(writer, schema.Fields.Any(field => field.Textual));

    /// <summary>Writes interactions, user by user.</summary>
    /// <param name="store">The interactions; null for none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public void Write(InteractionStore? store, CancellationToken cancellationToken)
    {
        WriteHeader();
        for (var user = 0; user < (store?.UserCount ?? 0); user++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = store!.RowsOf(user);
            var items = store.ItemsOf(user);
            var times = store.TimestampsOf(user);
            for (var i = 0; i < items.Length; i++)
            {
                WriteRow(store, user, rows.Start.Value + i, items[i], times[i]);
            }
        }
    }

    /// <summary>Writes items or users.</summary>
    /// <param name="table">The table; null for none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public void Write(ItemTable? table, CancellationToken cancellationToken)
    {
        WriteHeader();
        var id = TableImport.IdField(schema);
        var count = 0;
        foreach (var row in table?.Ids ?? [])
        {
            if (++count % RowsPerCheck == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            foreach (var field in schema.Fields)
            {
                _csv.Write(field.Name == id ? row : table!.GetValue(row, field.Name));
            }

            _csv.EndRow();
        }
    }

    private void WriteHeader()
    {
        foreach (var field in schema.Fields)
        {
            _csv.Write(field.Name);
        }

        _csv.EndRow();
    }

    private void WriteRow(InteractionStore store, int user, int row, int item, long time)
    {
        foreach (var field in schema.Fields)
        {
            _csv.Write(field.Name switch
            {
                "USER_ID" => store.GetUserId(user),
                "ITEM_ID" => store.GetItemId(item),
                "TIMESTAMP" => time.ToString(CultureInfo.InvariantCulture),
                "EVENT_TYPE" => store.GetEventType(row),
                "EVENT_VALUE" => store.GetEventValue(row) is var value && float.IsNaN(value) ? null : value.ToString(CultureInfo.InvariantCulture),
                _ => store.GetColumnValue(row, field.Name),
            });
        }

        _csv.EndRow();
    }
}
