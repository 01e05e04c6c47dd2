using System.Text;
using PersonalizeOps.Data;
using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Server.Jobs.Imports;

/// <summary>Imports rows that describe items, users or actions: the first id column and everything else as values.</summary>
internal sealed class TableImport(DatasetFiles files, S3Inputs inputs)
{
    /// <summary>Gives the columns of a dataset's table.</summary>
    /// <param name="schema">A schema of items, users or actions.</param>
    /// <returns>The names of all fields but the id.</returns>
    public static IReadOnlyList<string> ValueColumns(DatasetSchema schema) =>
        [.. schema.Fields.Select(field => field.Name).Where(name => name != IdField(schema))];

    /// <summary>Gives the column with the ids of a dataset's table.</summary>
    /// <param name="schema">A schema of items, users or actions.</param>
    /// <returns>The field's name.</returns>
    public static string IdField(DatasetSchema schema) => DatasetTypes.Parse(schema.Name) switch
    {
        DatasetType.Users => "USER_ID",
        DatasetType.Actions => "ACTION_ID",
        _ => "ITEM_ID",
    };

    /// <summary>Writes the file of the dataset. Of two records with one id the later counts.</summary>
    /// <param name="source">What to read.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="cancellationToken">Ends the import; no file is left.</param>
    /// <returns>How many rows the file has.</returns>
    /// <exception cref="DatasetFaultException">A record does not follow the schema.</exception>
    public long Write(ImportSource source, string name, CancellationToken cancellationToken)
    {
        var names = ValueColumns(source.Schema);
        var id = source.Schema.IndexOf(IdField(source.Schema));
        var columns = names.Select(source.Schema.IndexOf).ToArray();
        var isProse = Array.ConvertAll(columns, column => source.Schema.Fields[column].Textual);
        var builder = new ItemTableBuilder(names);
        if (source.IsIncremental)
        {
            using var existing = files.OpenTable(source.DatasetArn);
            builder.Add(existing ?? throw NothingToAddTo());
        }

        foreach (var info in source.Objects)
        {
            using var reader = new DatasetCsvReader(inputs.Open(info), Path.GetFileName(info.Key), source.Schema, source.Type);
            Read(reader, id, columns, isProse, builder, cancellationToken);
        }

        using var table = builder.Build();
        cancellationToken.ThrowIfCancellationRequested();
        table.Save(files.PathOf(name));
        files.Flush();
        return table.Count;
    }

    /// <summary>Makes the failure of an incremental import into a dataset without rows.</summary>
    /// <returns>The exception.</returns>
    internal static JobFailedException NothingToAddTo() => new("The first import of a dataset must have the import mode FULL.");

    private static void Read(
        DatasetCsvReader reader, int id, int[] columns, bool[] isProse, ItemTableBuilder builder, CancellationToken cancellationToken)
    {
        var values = new string?[columns.Length];
        while (reader.Read())
        {
            if (reader.RecordCount % InteractionsImport.RowsPerCheck == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            for (var i = 0; i < columns.Length; i++)
            {
                var text = reader.IsNull(columns[i]) ? null : Encoding.UTF8.GetString(reader.GetSpan(columns[i]));
                values[i] = text is not null && isProse[i] ? Prose.Cut(text) : text;
            }

            builder.Add(Encoding.UTF8.GetString(reader.GetSpan(id)), values);
        }
    }
}
