using System.Collections.Concurrent;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>What users did lately, as the Put operations brought it: an event counts from the moment its call is answered.</summary>
/// <remarks>Most requests are for datasets and users without news; those are answered from memory.</remarks>
internal sealed class RecentEvents(Database database)
{
    private const int MaximumEvents = 500;
    private const int MaximumRemembered = 10_000;

    private readonly ConcurrentDictionary<string, long> _newest = new();
    private readonly Dictionary<(string DatasetArn, string UserId), (long After, IReadOnlyList<StreamedEvent> Events)> _remembered = [];
    private readonly Lock _remembering = new();
    private int _changes;

    /// <summary>Notes that events were stored.</summary>
    /// <param name="datasetArn">Their dataset.</param>
    /// <param name="position">The newest position.</param>
    /// <param name="events">The events.</param>
    public void Note(string datasetArn, long position, IEnumerable<StreamedEvent> events)
    {
        lock (_remembering)
        {
            _changes++;
            foreach (var item in events)
            {
                _remembered.Remove((datasetArn, item.UserId ?? item.SessionId));
            }
        }

        _newest.AddOrUpdate(datasetArn, position, (_, known) => Math.Max(known, position));
    }

    /// <summary>Forgets what is remembered, since events were removed.</summary>
    public void Forget()
    {
        lock (_remembering)
        {
            _changes++;
            _remembered.Clear();
        }
    }

    /// <summary>Finds the newest events of a user.</summary>
    /// <param name="datasetArn">The dataset of interactions.</param>
    /// <param name="userId">The user, or the session of an anonymous one.</param>
    /// <param name="after">Only events after this position; 0 for all.</param>
    /// <returns>At most 500 events, by their time, oldest first.</returns>
    public IReadOnlyList<StreamedEvent> Of(string datasetArn, string userId, long after)
    {
        var newest = _newest.GetOrAdd(datasetArn, arn => database.Read(session => session.Streams.NewestPosition(arn)));
        return newest <= after ? [] : Remembered(datasetArn, userId, after) ?? Read(datasetArn, userId, after);
    }

    private IReadOnlyList<StreamedEvent>? Remembered(string datasetArn, string userId, long after)
    {
        lock (_remembering)
        {
            return _remembered.TryGetValue((datasetArn, userId), out var known) && known.After == after ? known.Events : null;
        }
    }

    private IReadOnlyList<StreamedEvent> Read(string datasetArn, string userId, long after)
    {
        var changes = Volatile.Read(ref _changes);
        IReadOnlyList<StreamedEvent> events =
        [
            .. database.Read(session => session.Streams.EventsOf(datasetArn, userId, after, MaximumEvents))
                .OrderBy(item => item.SentAt)
                .ThenBy(item => item.Position),
        ];
        lock (_remembering)
        {
            // What was read before a change must not be remembered after it.
            if (changes == _changes)
            {
                if (_remembered.Count >= MaximumRemembered)
                {
                    _remembered.Clear();
                }

                _remembered[(datasetArn, userId)] = (after, events);
            }
        }

        return events;
    }
}
