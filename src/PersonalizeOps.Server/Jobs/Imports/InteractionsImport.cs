using System.Text;
using PersonalizeOps.Data;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Jobs.Imports;

/// <summary>Imports interactions with items or actions.</summary>
internal sealed class InteractionsImport(DatasetFiles files, S3Inputs inputs)
{
    private static readonly string[] StoreFields = ["USER_ID", "TIMESTAMP", "EVENT_TYPE", "EVENT_VALUE"];

    /// <summary>Gets the number of rows between two looks at the cancellation.</summary>
    internal const int RowsPerCheck = 4096;

    private const long SmallestDivided = 8L << 20;

    /// <summary>Writes the file of the dataset.</summary>
    /// <param name="source">What to read.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="cancellationToken">Ends the import; no file is left.</param>
    /// <returns>How many rows the file has.</returns>
    /// <exception cref="DatasetFaultException">A record does not follow the schema.</exception>
    /// <exception cref="JobFailedException">There are too few records.</exception>
    public long Write(ImportSource source, string name, CancellationToken cancellationToken)
    {
        var names = OwnColumns(source.Schema);
        var columns = names.Select(source.Schema.IndexOf).ToArray();
        var builder = new InteractionStoreBuilder(names);
        if (source.IsIncremental)
        {
            using var existing = files.OpenInteractions(source.DatasetArn);
            builder.Add(existing ?? throw TableImport.NothingToAddTo());
        }

        var before = builder.Count;
        foreach (var info in source.Objects)
        {
            // What is wrong with a file is found in the order of its rows.
            if (!TryReadInParts(source, info, columns, builder, names, cancellationToken))
            {
                ReadInOrder(source, info, columns, builder, cancellationToken);
            }
        }

        if (source.Type == DatasetType.Interactions && builder.Count - before < ImportLimits.MinimumInteractions)
        {
            throw new JobFailedException(ImportLimits.TooFewInteractions(builder.Count - before));
        }

        using var store = builder.Build();
        cancellationToken.ThrowIfCancellationRequested();
        store.Save(files.PathOf(name));
        files.Flush();
        return store.Count;
    }

    /// <summary>The fields the store keeps as texts: context such as DEVICE, IMPRESSION and the like.</summary>
    /// <param name="schema">A schema of interactions.</param>
    /// <returns>Their names.</returns>
    internal static IReadOnlyList<string> OwnColumns(DatasetSchema schema) =>
        [.. schema.Fields.Select(field => field.Name).Where(name => !StoreFields.Contains(name) && name != ItemField(schema))];

    /// <summary>Gives the column with the ids of what users interacted with.</summary>
    /// <param name="schema">A schema of interactions with items or actions.</param>
    /// <returns>The field's name.</returns>
    internal static string ItemField(DatasetSchema schema) =>
        DatasetTypes.Parse(schema.Name) == DatasetType.ActionInteractions ? "ACTION_ID" : "ITEM_ID";

    /// <summary>Reads a large object by several threads.</summary>
    /// <returns>False when it is small or something is wrong with it; nothing was added then.</returns>
    private bool TryReadInParts(
        ImportSource source,
        ObjectInfo info,
        int[] columns,
        InteractionStoreBuilder builder,
        IReadOnlyList<string> names,
        CancellationToken cancellationToken)
    {
        if (info.Size < SmallestDivided || Environment.ProcessorCount == 1)
        {
            return false;
        }

        var parts = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new InteractionStoreBuilder(names)).ToArray();
        var readers = Array.ConvertAll<InteractionStoreBuilder, Action<DatasetCsvReader, int>>(parts, part => (reader, number) =>
        {
            part.BeginPart(number);
            Read(reader, source.Schema, columns, part, cancellationToken);
        });
        try
        {
            return DatasetCsvParts.TryRead(inputs.Open(info), Path.GetFileName(info.Key), source.Schema, source.Type, readers) && builder.TryAdd(parts);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private void ReadInOrder(
        ImportSource source, ObjectInfo info, int[] columns, InteractionStoreBuilder builder, CancellationToken cancellationToken)
    {
        var file = Path.GetFileName(info.Key);
        using var reader = new DatasetCsvReader(inputs.Open(info), file, source.Schema, source.Type);
        try
        {
            Read(reader, source.Schema, columns, builder, cancellationToken);
        }
        catch (ArgumentException exception)
        {
            throw Refused(file, reader.Row, exception);
        }
    }

    // The reader has checked it.
    private static byte[] ActionType(ReadOnlySpan<byte> text) => Encoding.UTF8.GetBytes(ActionEventType.Parse(Encoding.UTF8.GetString(text))!);

    // The store has limits of its own, such as the number of event types.
    private static DatasetFaultException Refused(string file, long row, ArgumentException exception)
    {
        var reason = exception.Message.Split(" (Parameter")[0].TrimEnd('.');
        return new DatasetFaultException(
            new DatasetFault(file, row, null, DatasetFaultCodes.OutOfRange, reason, "Correct the record, or leave out the column"),
            exception);
    }

    private static void Read(
        DatasetCsvReader reader,
        DatasetSchema schema,
        int[] columns,
        InteractionStoreBuilder builder,
        CancellationToken cancellationToken)
    {
        var user = schema.IndexOf("USER_ID");
        var item = schema.IndexOf(ItemField(schema));
        var timestamp = schema.IndexOf("TIMESTAMP");
        var eventType = schema.IndexOf("EVENT_TYPE");
        var eventValue = schema.IndexOf("EVENT_VALUE");
        var isOfActions = ItemField(schema) == "ACTION_ID";
        while (reader.Read())
        {
            if (reader.RecordCount % RowsPerCheck == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            builder.Add(
                reader.GetSpan(user),
                reader.GetSpan(item),
                reader.GetInt64(timestamp),
                eventType < 0 ? [] : isOfActions ? ActionType(reader.GetSpan(eventType)) : reader.GetSpan(eventType),
                eventValue < 0 ? float.NaN : (float)reader.GetDouble(eventValue));
            for (var i = 0; i < columns.Length; i++)
            {
                builder.SetValue(i, reader.GetSpan(columns[i]));
            }
        }
    }
}
