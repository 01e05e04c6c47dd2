using System.Collections.Concurrent;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs;

/// <summary>Where services put work, and how they reach work that runs.</summary>
internal sealed class JobQueue : IDisposable
{
    private readonly Dictionary<string, SemaphoreSlim> _signals =
        JobLane.Workers.Keys.ToDictionary(lane => lane, _ => new SemaphoreSlim(0));
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = new();

    /// <summary>Puts a job into the queue as part of a change of state. <see cref="Wake"/> afterwards.</summary>
    /// <param name="session">The change.</param>
    /// <param name="kind">One of <see cref="JobKind"/>.</param>
    /// <param name="resourceArn">The resource to work on.</param>
    /// <param name="scope">What no two jobs may work on at a time; null for the resource itself.</param>
    public static void Enqueue(StateSession session, string kind, string resourceArn, string? scope = null) =>
        session.Jobs.Enqueue(kind, JobLane.Of(kind), resourceArn, scope ?? resourceArn);

    /// <summary>Lets every worker look for work.</summary>
    public void Wake()
    {
        foreach (var (lane, signal) in _signals)
        {
            signal.Release(JobLane.Workers[lane]);
        }
    }

    /// <summary>Waits for <see cref="Wake"/>.</summary>
    /// <param name="lane">The worker's lane.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when there may be work.</returns>
    public Task WaitAsync(string lane, CancellationToken cancellationToken) => _signals[lane].WaitAsync(cancellationToken);

    /// <summary>Stops the job that works on a resource, if one does.</summary>
    /// <param name="resourceArn">The resource.</param>
    public void Stop(string resourceArn)
    {
        if (_running.TryGetValue(resourceArn, out var source))
        {
            try
            {
                source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It ended in this moment.
            }
        }
    }

    /// <summary>Makes a running job reachable for <see cref="Stop"/>.</summary>
    /// <param name="job">The job.</param>
    /// <param name="source">Its cancellation.</param>
    public void Register(JobRow job, CancellationTokenSource source) => _running[job.ResourceArn] = source;

    /// <summary>Ends what <see cref="Register"/> began.</summary>
    /// <param name="job">The job.</param>
    public void Unregister(JobRow job) => _running.TryRemove(job.ResourceArn, out _);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in _signals.Values)
        {
            signal.Dispose();
        }
    }
}
