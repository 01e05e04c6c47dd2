using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Server.Jobs.Imports;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Datasets;

/// <summary>The event types of datasets, of imported and streamed interactions together: training takes only so many.</summary>
internal sealed class DatasetEventTypes(DatasetFiles files)
{
    /// <summary>How many different event types a dataset can have; the store numbers them by a byte, of which 0 is none.</summary>
    public const int Maximum = byte.MaxValue;

    /// <summary>Finds the first event for whose type a dataset has no room.</summary>
    /// <param name="session">The change of state that is to store the events, so that nothing comes between.</param>
    /// <param name="datasetArn">The dataset.</param>
    /// <param name="types">The type of each event.</param>
    /// <returns>The event's place in the list; -1 when there is room for all.</returns>
    public int FindExcess(StateSession session, string datasetArn, IReadOnlyList<string> types)
    {
        if (types.Distinct().All(type => session.Streams.HasEventType(datasetArn, type)))
        {
            return -1;
        }

        var known = session.Streams.EventTypes(datasetArn).ToHashSet();
        if (session.DatasetContents.Find(datasetArn) is { } content)
        {
            using var imported = InteractionStore.Open(files.PathOf(content.File));
            known.UnionWith(imported.EventTypes);
        }

        return types.ToList().FindIndex(type => known.Add(type) && known.Count > Maximum);
    }

    /// <summary>Refuses imported interactions that have too many types beside those of the streamed ones.</summary>
    /// <param name="session">The change of state that publishes them.</param>
    /// <param name="datasetArn">The dataset.</param>
    /// <param name="file">The file of the import.</param>
    /// <exception cref="JobFailedException">There are too many.</exception>
    public void CheckImported(StateSession session, string datasetArn, string file)
    {
        using var imported = InteractionStore.Open(files.PathOf(file));
        var streamed = session.Streams.EventTypes(datasetArn);
        var count = imported.EventTypes.Union(streamed).Count();
        if (streamed.Count > 0 && count > Maximum)
        {
            throw new JobFailedException(
                $"The dataset would have {count} different event types, those of {streamed.Count} that PutEvents added included; it can have {Maximum}. "
                + "Give rare event types a common name.");
        }
    }
}
