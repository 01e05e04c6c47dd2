using System.Collections.Concurrent;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>Opened rows of datasets of one type, shared by requests. As long as nothing is written to the state, a look costs no lock.</summary>
/// <typeparam name="T">A table or a store.</typeparam>
/// <param name="database">The state.</param>
/// <param name="stamp">Tells one state of a dataset's rows from another.</param>
/// <param name="open">Opens the rows of a dataset; null when it has none.</param>
internal sealed class ServedFiles<T>(Database database, Func<string, string?> stamp, Func<string, T?> open) : IDisposable
    where T : class, IDisposable
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new();
    private readonly Lock _opening = new();

    /// <summary>Takes the rows of a dataset into use.</summary>
    /// <param name="datasetArn">The dataset.</param>
    /// <returns>The rows, to be disposed; without a value when there are none.</returns>
    public Lease<T> Acquire(string datasetArn)
    {
        while (true)
        {
            var entry = Current(datasetArn);
            if (entry.Shared is null)
            {
                return default;
            }

            if (entry.Shared.TryAcquire())
            {
                return new Lease<T>(entry.Shared);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var entry in _entries.Values)
        {
            entry.Shared?.Release();
        }

        _entries.Clear();
    }

    private Entry Current(string datasetArn)
    {
        var writes = database.Writes;
        if (_entries.TryGetValue(datasetArn, out var known) && known.Writes == writes)
        {
            return known;
        }

        lock (_opening)
        {
            var current = stamp(datasetArn);
            if (_entries.TryGetValue(datasetArn, out known) && known.Stamp == current)
            {
                return _entries[datasetArn] = known with { Writes = writes };
            }

            var opened = open(datasetArn);
            var entry = new Entry(writes, current, opened is null ? null : new Shared<T>(opened));
            _entries[datasetArn] = entry;
            known?.Shared?.Release();
            return entry;
        }
    }

    private sealed record Entry(long Writes, string? Stamp, Shared<T>? Shared);
}
