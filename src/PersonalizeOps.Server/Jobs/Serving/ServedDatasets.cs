using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Server.Jobs.Datasets;
using PersonalizeOps.Server.Jobs.Imports;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>The rows of datasets as requests need them.</summary>
internal sealed class ServedDatasets : IDisposable
{
    private readonly ServedFiles<ItemTable> _tables;
    private readonly ServedFiles<InteractionStore> _interactions;

    public ServedDatasets(Database database, DatasetFiles files, DatasetContents contents)
    {
        _tables = new ServedFiles<ItemTable>(database, contents.Stamp, contents.OpenTable);
        _interactions = new ServedFiles<InteractionStore>(
            database,
            arn => database.Read(session => session.DatasetContents.Find(arn))?.File,
            files.OpenInteractions);
    }

    /// <summary>Takes the rows of items, users or actions into use, imported and streamed ones.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <returns>The table, to be disposed; without a value when there are no rows.</returns>
    public Lease<ItemTable> Table(string datasetArn) => _tables.Acquire(datasetArn);

    /// <summary>Takes imported interactions into use, without streamed ones.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <returns>The store, to be disposed; without a value when nothing was imported.</returns>
    public Lease<InteractionStore> Interactions(string datasetArn) => _interactions.Acquire(datasetArn);

    /// <inheritdoc/>
    public void Dispose()
    {
        _tables.Dispose();
        _interactions.Dispose();
    }
}
