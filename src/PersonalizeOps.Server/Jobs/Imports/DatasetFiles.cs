using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Imports;

/// <summary>The files with the rows of datasets. A file never changes: an import writes another one and moves the pointer.</summary>
internal sealed class DatasetFiles(Database database, StateFolder folder)
{
    // A file is opened under the lock in which its pointer was read, so that it cannot be removed in between.
    private readonly Lock _lock = new();

    /// <summary>Opens the interactions of a dataset.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <returns>The store, to be disposed; null when nothing was imported.</returns>
    public InteractionStore? OpenInteractions(string datasetArn) => Open(datasetArn, InteractionStore.Open);

    /// <summary>Opens the rows of a dataset that describes items or users.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <returns>The table, to be disposed; null when nothing was imported.</returns>
    public ItemTable? OpenTable(string datasetArn) => Open(datasetArn, ItemTable.Open);

    /// <summary>Gives a name for a new file of an import.</summary>
    /// <param name="job">The import job.</param>
    /// <returns>The same name for each attempt, so that a later one replaces what an earlier one left.</returns>
    public static string NameOf(JobRow job) => $"import-{job.Id}.bin";

    /// <summary>Makes the name of a saved file durable, before anything points to it.</summary>
    public void Flush() => DurableFile.FlushFolder(folder.Datasets);

    /// <summary>Gives the path of a file.</summary>
    /// <param name="name">The file's name.</param>
    /// <returns>The path.</returns>
    public string PathOf(string name) => Path.Combine(folder.Datasets, name);

    /// <summary>Removes a file. What still uses it goes on; a file that cannot be removed now goes at the next start.</summary>
    /// <param name="name">The file's name; null for none.</param>
    public void Remove(string? name)
    {
        if (name is null)
        {
            return;
        }

        lock (_lock)
        {
            try
            {
                File.Delete(PathOf(name));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Windows keeps mapped files.
            }
        }
    }

    private T? Open<T>(string datasetArn, Func<string, T> open)
        where T : class
    {
        lock (_lock)
        {
            return database.Read(session => session.DatasetContents.Find(datasetArn)) is { } content ? open(PathOf(content.File)) : null;
        }
    }
}
