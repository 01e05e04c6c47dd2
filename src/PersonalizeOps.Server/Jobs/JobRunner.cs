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
    private readonly CancellationTokenSource _stopping = new();
    private Task _workers = Task.CompletedTask;

    public JobRunner(
        Database database,
        JobQueue queue,
        StateSweeper sweeper,
        IEnumerable<IJobHandler> handlers,
        TimeProvider time,
        ILogger<JobRunner> logger)
    {
        _database = database;
        _queue = queue;
        _sweeper = sweeper;
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
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _workers;
        _stopping.Dispose();
    }

    private async Task WorkAsync(string lane, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (_database.Write(session => session.Jobs.Take(lane)) is { } job)
                {
                    await RunAsync(job, stopping);
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

    private async Task RunAsync(JobRow job, CancellationToken stopping)
    {
        var handler = _handlers[job.Kind];
        using var source = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _queue.Register(job, source);
        try
        {
            if (job.Attempts > MaximumAttempts)
            {
                throw new JobFailedException($"The server ended abruptly {MaximumAttempts} times while it worked on this job.");
            }

            var result = await handler.RunAsync(job, source.Token);
            End(job, result.Publish);
            result.CleanUp?.Invoke();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            _database.Write(session => session.Jobs.Return(job.Id));
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            End(job, session => handler.Stopped(session, job));
        }
        catch (JobFailedException exception)
        {
            LogFailed(job.Kind, job.ResourceArn, exception.Message);
            End(job, session => handler.Fail(session, job, exception.Message));
        }
#pragma warning disable CA1031 // A worker outlives whatever goes wrong in a job; the resource and the log tell of it.
        catch (Exception exception)
        {
            LogUnexpected(exception, job.Kind, job.ResourceArn);
            End(job, session => handler.Fail(session, job, $"An unexpected error ended the job: {exception.Message}"));
        }
#pragma warning restore CA1031
        finally
        {
            _queue.Unregister(job);
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
