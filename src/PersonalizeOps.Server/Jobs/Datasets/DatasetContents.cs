using System.Text;
using Amazon.Personalize.Model;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Server.Jobs.Imports;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Datasets;

/// <summary>The rows of datasets: what was imported and what Put operations added, as one.</summary>
/// <remarks>
/// A dataset without streamed rows is its mapped file. Otherwise the two are merged in memory, as an incremental import merges: of
/// records with one id the streamed one counts, of interactions that are alike one counts.
/// </remarks>
internal sealed class DatasetContents(Database database, DatasetFiles files)
{
    private const int MaximumImpression = 1000;

    /// <summary>Opens the interactions that only Put operations brought.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <returns>The store, to be disposed; null when there are none.</returns>
    public InteractionStore? OpenStreamedInteractions(string datasetArn) => Merge(datasetArn, null, long.MaxValue);

    /// <summary>Opens the records that only Put operations brought.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <returns>The table, to be disposed; null when there are none.</returns>
    public ItemTable? OpenStreamedTable(string datasetArn) =>
        database.Read(session => session.Streams.HasRows(datasetArn)) ? Merge(datasetArn, null) : null;

    /// <summary>Opens the interactions of a dataset with items or actions.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <param name="upTo">Of the streamed events only those up to this position.</param>
    /// <returns>The store, to be disposed; null when the dataset has no rows.</returns>
    /// <exception cref="JobFailedException">The streamed events are more than a store can hold, as of event types.</exception>
    public InteractionStore? OpenInteractions(string datasetArn, long upTo = long.MaxValue)
    {
        var bulk = files.OpenInteractions(datasetArn);
        if (database.Read(session => session.Streams.NewestPosition(datasetArn)) == 0)
        {
            return bulk;
        }

        using (bulk)
        {
            return Merge(datasetArn, bulk, upTo);
        }
    }

    /// <summary>Opens the rows of a dataset that describes items, users or actions.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <returns>The table, to be disposed; null when the dataset has no rows.</returns>
    public ItemTable? OpenTable(string datasetArn)
    {
        var bulk = files.OpenTable(datasetArn);
        if (!database.Read(session => session.Streams.HasRows(datasetArn)))
        {
            return bulk;
        }

        using (bulk)
        {
            return Merge(datasetArn, bulk);
        }
    }

    /// <summary>Gives the columns that the rows of a dataset may have.</summary>
    /// <param name="datasetArn">A dataset of items, users or actions.</param>
    /// <returns>The schema's fields but the id; none while the dataset has no rows.</returns>
    public IReadOnlyList<string> ColumnsOf(string datasetArn)
    {
        var hasRows = database.Read(session => session.DatasetContents.Find(datasetArn) is not null || session.Streams.HasRows(datasetArn));
        return hasRows ? TableImport.ValueColumns(SchemaOf(datasetArn)) : [];
    }

    /// <summary>Looks up the streamed ones among records.</summary>
    /// <param name="datasetArn">A dataset of items, users or actions.</param>
    /// <param name="ids">The ids.</param>
    /// <returns>For each streamed record its values by column.</returns>
    public IReadOnlyDictionary<string, Dictionary<string, string>> FindRecords(string datasetArn, IReadOnlyCollection<string> ids) =>
        database.Read(session => session.Streams.Changes(datasetArn) == 0
            ? []
            : ids.Distinct()
                .Select(id => session.Streams.FindRecord(datasetArn, id))
                .OfType<StreamedRecord>()
                .ToDictionary(record => record.Id, record => PropertiesJson.Read(record.Properties)));

    /// <summary>
    /// Tells one state of a dataset's rows from another: it changes with every import and every Put operation, and when the dataset is made anew.
    /// </summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <returns>A text to compare.</returns>
    public string Stamp(string datasetArn) => database.Read(session =>
        $"{session.Resources.Find(datasetArn)?.Sequence}/{session.DatasetContents.Find(datasetArn)?.File}/{session.Streams.Changes(datasetArn)}");

    private static void Add(ItemTableBuilder builder, StreamedRecord record, IReadOnlyList<string> columns)
    {
        var values = PropertiesJson.Read(record.Properties);
        builder.Add(record.Id, [.. columns.Select(values.GetValueOrDefault)]);
    }

    private ItemTable Merge(string datasetArn, ItemTable? bulk)
    {
        var columns = TableImport.ValueColumns(SchemaOf(datasetArn));
        var builder = new ItemTableBuilder(columns);
        if (bulk is not null)
        {
            builder.Add(bulk);
        }

        database.Read(session =>
        {
            session.Streams.ReadRecords(datasetArn, record => Add(builder, record, columns));
            return 0;
        });
        return builder.Build();
    }

    private InteractionStore? Merge(string datasetArn, InteractionStore? bulk, long upTo)
    {
        var columns = InteractionsImport.OwnColumns(SchemaOf(datasetArn));
        var builder = new InteractionStoreBuilder(columns);
        if (bulk is not null)
        {
            builder.Add(bulk);
        }

        try
        {
            database.Read(session =>
            {
                session.Streams.ReadEvents(datasetArn, 0, upTo, item => Add(builder, item, columns));
                return 0;
            });
        }
        catch (ArgumentException exception)
        {
            throw new JobFailedException($"The events of {datasetArn} cannot be used: {exception.Message.Split(" (Parameter")[0]}", exception);
        }

        return builder.Count == 0 ? null : builder.Build();
    }

    // Nobody knows yet who did what an anonymous session did.
    private static void Add(InteractionStoreBuilder builder, StreamedEvent item, IReadOnlyList<string> columns)
    {
        if (item.UserId is null)
        {
            return;
        }

        builder.Add(
            Encoding.UTF8.GetBytes(item.UserId),
            Encoding.UTF8.GetBytes(item.ItemId),
            item.SentAt.ToUnixTimeSeconds(),
            Encoding.UTF8.GetBytes(item.EventType),
            item.EventValue ?? float.NaN);
        var own = PropertiesJson.Read(item.Properties);
        for (var i = 0; i < columns.Count; i++)
        {
            builder.SetValue(i, Encoding.UTF8.GetBytes(ValueOf(item, own, columns[i]) ?? ""));
        }
    }

    private static string? ValueOf(StreamedEvent item, Dictionary<string, string> own, string column) => column switch
    {
        "IMPRESSION" => Shorten(item.Impression),
        "RECOMMENDATION_ID" => item.RecommendationId,
        "EVENT_ATTRIBUTION_SOURCE" => item.AttributionSource,
        _ => own.GetValueOrDefault(column),
    };

    // Whole ids only, as many as the column holds.
    private static string? Shorten(string? impression) =>
        impression is not { Length: > MaximumImpression } ? impression : impression[..Math.Max(impression.LastIndexOf('|', MaximumImpression), 0)];

    /// <summary>Reads the schema of a dataset.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <returns>The schema.</returns>
    public Data.DatasetSchema SchemaOf(string datasetArn) => database.Read(session =>
    {
        var dataset = ResourceDocument.Read<Dataset>(ResourceTransitions.Find(session, datasetArn));
        var schema = ResourceDocument.Read<Amazon.Personalize.Model.DatasetSchema>(ResourceTransitions.Find(session, dataset.SchemaArn));
        return Data.DatasetSchema.Parse(schema.Schema);
    });
}
