namespace PersonalizeOps.Commands.Base;

/// <summary>
/// Runs asynchronous code on the pipeline thread: what follows an await is queued here and executed by <see cref="Run"/>, so a cmdlet
/// may call WriteObject, ShouldProcess or WriteProgress after any await. Work that must not return to this thread uses Task.Run.
/// </summary>
internal sealed class AsyncPump : SynchronizationContext
{
    /// <summary>How long a stopped cmdlet may take to notice; then it is left behind and the prompt returns.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(700);

    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private readonly TimeProvider _time = TimeProvider.System;

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_queue)
        {
            _queue.Enqueue((d, state));
            Monitor.Pulse(_queue);
        }
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Blocking on the pipeline thread would deadlock.");

    /// <summary>Runs <paramref name="body"/> to its end on the calling thread.</summary>
    /// <exception cref="OperationCanceledException">The pipeline was stopped and the body did not end in time.</exception>
    public void Run(Func<Task> body, CancellationToken stop)
    {
        var previous = Current;
        SetSynchronizationContext(this);
        try
        {
            using var registration = stop.Register(Wake);
            var task = body();
            _ = task.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            Drain(task, stop);
            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    }

    private void Drain(Task task, CancellationToken stop)
    {
        long? stopped = null;
        while (true)
        {
            (SendOrPostCallback Callback, object? State) item;
            lock (_queue)
            {
                while (_queue.Count == 0)
                {
                    if (task.IsCompleted)
                        return;
                    if (stop.IsCancellationRequested)
                    {
                        var left = Grace - _time.GetElapsedTime(stopped ??= _time.GetTimestamp());
                        if (left <= TimeSpan.Zero)
                            throw new OperationCanceledException(stop);
                        Monitor.Wait(_queue, left);
                    }
                    else
                    {
                        Monitor.Wait(_queue);
                    }
                }

                item = _queue.Dequeue();
            }

            item.Callback(item.State);
        }
    }

    private void Wake()
    {
        lock (_queue)
            Monitor.Pulse(_queue);
    }
}
