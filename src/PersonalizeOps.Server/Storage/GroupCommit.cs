namespace PersonalizeOps.Server.Storage;

/// <summary>Small changes of many callers in one transaction, so that they share its flush to the disk.</summary>
/// <remarks>While a transaction is flushed the next changes gather; alone a change is written at once.</remarks>
internal sealed class GroupCommit(Database database)
{
    private const int MaximumGroup = 256;

    private readonly Lock _lock = new();
    private readonly Queue<Entry> _waiting = new();
    private bool _isWriting;

    /// <summary>Makes a change: all of it or, when <paramref name="work"/> throws, nothing. When the task ends it is on the disk.</summary>
    /// <param name="work">The change.</param>
    /// <returns>A task that ends, or fails as the work did, when its fate is settled.</returns>
    public Task WriteAsync(Action<StateSession> work)
    {
        var entry = new Entry(work, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_lock)
        {
            _waiting.Enqueue(entry);
            if (_isWriting)
            {
                return entry.Settled.Task;
            }

            _isWriting = true;
        }

        _ = Task.Run(WriteWaiting);
        return entry.Settled.Task;
    }

    private void WriteWaiting()
    {
        while (Next() is { Count: > 0 } group)
        {
            Write(group);
        }
    }

    private List<Entry> Next()
    {
        lock (_lock)
        {
            var group = new List<Entry>();
            while (group.Count < MaximumGroup && _waiting.TryDequeue(out var entry))
            {
                group.Add(entry);
            }

            _isWriting = group.Count > 0;
            return group;
        }
    }

#pragma warning disable CA1031 // Whatever goes wrong is told to the callers.
    private void Write(List<Entry> group)
    {
        try
        {
            var failures = database.Write(session => group.ConvertAll(entry => Attempt(session, entry)));
            for (var i = 0; i < group.Count; i++)
            {
                Settle(group[i], failures[i]);
            }
        }
        catch (Exception exception)
        {
            group.ForEach(entry => Settle(entry, exception));
        }
    }

    private static Exception? Attempt(StateSession session, Entry entry)
    {
        session.Execute("SAVEPOINT change");
        try
        {
            entry.Work(session);
            session.Execute("RELEASE change");
            return null;
        }
        catch (Exception exception)
        {
            session.Execute("ROLLBACK TO change");
            session.Execute("RELEASE change");
            return exception;
        }
    }
#pragma warning restore CA1031

    private static void Settle(Entry entry, Exception? failure)
    {
        if (failure is null)
        {
            entry.Settled.SetResult();
        }
        else
        {
            entry.Settled.SetException(failure);
        }
    }

    private sealed record Entry(Action<StateSession> Work, TaskCompletionSource Settled);
}
