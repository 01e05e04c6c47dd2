using System.Collections.Concurrent;
using PersonalizeOps.Server.Admin;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs;

/// <summary>Takes jobs from the queue and has them done, a few at a time.</summary>
/// <remarks>
/// A job is marked as running before it begins and leaves the queue in the same transaction that publishes its result. So whatever
/// moment the process ends at, the next one finds the job and does it again from its input.
/// </remarks>
internal sealed partial class JobRunner : IHostedService, IAsyncDisposable
{
    private const int MaximumAttempts = 3;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Database _database;
    private readonly JobQueue _queue;
    private readonly StateSweeper _sweeper;
    private readonly TimeProvider _time;
    private readonly ILogger<JobRunner> _logger;
    private readonly Dictionary<string, IJobHandler> _handlers;
    private readonly JobPace _pace;
    private readonly FaultBook _faults;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<JobRow>> _ready = new();
    private readonly ConcurrentDictionary<Task, byte> _held = new();
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _sources = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _workers = Task.CompletedTask;

    public JobRunner(
        Database database,
        JobQueue queue,
        StateSweeper sweeper,
        IEnumerable<IJobHandler> handlers,
        JobPace pace,
        FaultBook faults,
        TimeProvider time,
        ILogger<JobRunner> logger)
    {
        _database = database;
        _queue = queue;
        _sweeper = sweeper;
        _pace = pace;
        _faults = faults;
        _time = time;
        _logger = logger;
        _handlers = handlers.ToDictionary(handler => handler.Kind);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var interrupted = _database.Write(session => session.Jobs.ReturnInterrupted());
        if (interrupted > 0)
        {
            LogResuming(interrupted);
        }

        _sweeper.Sweep();
        _workers = Task.WhenAll(
            from lane in JobLane.Workers
            from worker in Enumerable.Range(0, lane.Value)
            select Task.Run(() => WorkAsync(lane.Key, _stopping.Token), CancellationToken.None));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _workers.WaitAsync(cancellationToken);
        await Task.WhenAll(_held.Keys).WaitAsync(cancellationToken);
        ReturnReady();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _workers;
        await Task.WhenAll(_held.Keys);
        _stopping.Dispose();
    }

    private async Task WorkAsync(string lane, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (Ready(lane).TryDequeue(out var ready))
                {
                    await RunAsync(ready, stopping);
                    _queue.Wake();
                }
                else if (_database.Write(session => session.Jobs.Take(lane)) is { } job)
                {
                    await BeginAsync(job, stopping);
                    _queue.Wake();
                }
                else
                {
                    await _queue.WaitAsync(lane, stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The state cannot be written, as on a full disk: the jobs wait for better times or the next start.
            catch (Exception exception)
            {
                LogStuck(exception, lane);
                await Task.Delay(RetryAfter, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
#pragma warning restore CA1031
        }
    }

    private ConcurrentQueue<JobRow> Ready(string lane) => _ready.GetOrAdd(lane, _ => new ConcurrentQueue<JobRow>());

    private Task BeginAsync(JobRow job, CancellationToken stopping)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _sources[job.Id] = source;
        _queue.Register(job, source);
        var pending = _pace.Pending(job.Kind);
        if (pending == TimeSpan.Zero)
        {
            return RunAsync(job, stopping);
        }

        Hold(WaitAsync(job, pending, source, stopping));
        return Task.CompletedTask;
    }

    /// <summary>Lets a job wait without a worker, then puts it before those that have not begun.</summary>
    private Task WaitAsync(JobRow job, TimeSpan pending, CancellationTokenSource source, CancellationToken stopping) => GuardAsync(
        job,
        async () =>
        {
            await Task.Delay(pending, _time, source.Token);
            Ready(job.Lane).Enqueue(job);
            _queue.Wake();
            return false;
        },
        stopping);

    private Task RunAsync(JobRow job, CancellationToken stopping) => GuardAsync(
        job,
        async () =>
        {
            var source = _sources[job.Id];
            var fault = _faults.TakeOfJob(job.Kind);
            if (job.Attempts > MaximumAttempts)
            {
                throw new JobFailedException($"The server ended abruptly {MaximumAttempts} times while it worked on this job.");
            }

            if (fault?.Kind == FaultKind.Fail)
            {
                throw new JobFailedException(fault.Reason ?? "The job failed because a test asked for it.");
            }

            var begun = _time.GetUtcNow();
            var result = await _handlers[job.Kind].RunAsync(job, source.Token);
            var rest = begun + _pace.InProgress(job.Kind) - _time.GetUtcNow() + TimeSpan.FromSeconds(fault?.DelaySeconds ?? 0);
            if (rest <= TimeSpan.Zero)
            {
                Publish(job, result);
                return true;
            }

            Hold(LastAsync(job, result, rest, source, stopping));
            return false;
        },
        stopping);

    /// <summary>Keeps the result of a job back without a worker.</summary>
    private Task LastAsync(JobRow job, JobResult result, TimeSpan rest, CancellationTokenSource source, CancellationToken stopping) => GuardAsync(
        job,
        async () =>
        {
            await Task.Delay(rest, _time, source.Token);
            Publish(job, result);
            _queue.Wake();
            return true;
        },
        stopping);

    /// <summary>Does a step of a job, and ends the job when the step fails or says that it was the last.</summary>
    private async Task GuardAsync(JobRow job, Func<Task<bool>> step, CancellationToken stopping)
    {
        var handler = _handlers[job.Kind];
        var hasEnded = true;
        try
        {
            hasEnded = await step();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            _database.Write(session => session.Jobs.Return(job.Id));
        }
        catch (OperationCanceledException) when (_sources[job.Id].IsCancellationRequested)
        {
            await EndAsync(job, session => handler.Stopped(session, job), stopping);
        }
        catch (JobFailedException exception)
        {
            LogFailed(job.Kind, job.ResourceArn, exception.Message);
            await EndAsync(job, session => handler.Fail(session, job, exception.Message), stopping);
        }
        catch (Exception exception) when (StorageFull.Is(exception))
        {
            LogFailed(job.Kind, job.ResourceArn, StorageFull.Message);
            await EndAsync(job, session => handler.Fail(session, job, StorageFull.Message), stopping);
        }
#pragma warning disable CA1031 // A worker outlives whatever goes wrong in a job; the resource and the log tell of it.
        catch (Exception exception)
        {
            LogUnexpected(exception, job.Kind, job.ResourceArn);
            await EndAsync(job, session => handler.Fail(session, job, $"An unexpected error ended the job: {exception.Message}"), stopping);
        }
#pragma warning restore CA1031
        finally
        {
            if (hasEnded)
            {
                Forget(job);
            }
        }
    }

    private void Hold(Task task)
    {
        _held[task] = 0;
        _ = task.ContinueWith(done => _held.TryRemove(done, out _), TaskScheduler.Default);
    }

    private void Forget(JobRow job)
    {
        _queue.Unregister(job);
        if (_sources.TryRemove(job.Id, out var source))
        {
            source.Dispose();
        }
    }

    // Jobs that had waited long enough when the server was told to stop.
    private void ReturnReady()
    {
        foreach (var job in _ready.Values.SelectMany(queue => queue))
        {
            _database.Write(session => session.Jobs.Return(job.Id));
            Forget(job);
        }
    }

    private void Publish(JobRow job, JobResult result)
    {
        End(job, result.Publish);
        result.CleanUp?.Invoke();
    }

    /// <summary>Writes down how a job failed, as soon as that can be written: a full disk must not leave it in progress for ever.</summary>
    private async Task EndAsync(JobRow job, Action<StateSession> outcome, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                End(job, outcome);
                return;
            }
            catch (Exception exception) when (StorageFull.Is(exception))
            {
                LogStuck(exception, job.Lane);
                await Task.Delay(RetryAfter, _time, stopping);
            }
        }
    }

    private void End(JobRow job, Action<StateSession> outcome) => _database.Write(session =>
    {
        outcome(session);
        session.Jobs.Finish(job.Id);
    });

    [LoggerMessage(LogLevel.Information, "Resuming {Count} jobs that the last run left unfinished.")]
    private partial void LogResuming(int count);

    [LoggerMessage(LogLevel.Warning, "Job {Kind} of {Arn} failed: {Reason}")]
    private partial void LogFailed(string kind, string arn, string reason);

    [LoggerMessage(LogLevel.Error, "The state of the jobs in lane {Lane} could not be read or written.")]
    private partial void LogStuck(Exception exception, string lane);

    [LoggerMessage(LogLevel.Error, "Job {Kind} of {Arn} failed unexpectedly.")]
    private partial void LogUnexpected(Exception exception, string kind, string arn);
}
