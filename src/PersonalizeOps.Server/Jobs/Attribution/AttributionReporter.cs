using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Attribution;

/// <summary>Reports every quarter of an hour what was streamed since, for each metric attribution that has a place in S3.</summary>
internal sealed partial class AttributionReporter(
    Database database,
    AttributionReports reports,
    TimeProvider time,
    ILogger<AttributionReporter> logger) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    private readonly CancellationTokenSource _stopping = new();
    private Task _work = Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _work = RunAsync(new PeriodicTimer(Interval, time), _stopping.Token);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _work.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _work;
        _stopping.Dispose();
    }

    private async Task RunAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        using (timer)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(cancellationToken))
                {
                    foreach (var row in database.Read(session => session.Resources.AllOf(ResourceKind.MetricAttribution, ResourceStatus.Active)))
                    {
                        await ReportAsync(row, cancellationToken);
                    }
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The server stops.
            }
        }
    }

#pragma warning disable CA1031 // One report that cannot be written must not end the others; the log tells of it.
    private async Task ReportAsync(ResourceRow row, CancellationToken cancellationToken)
    {
        try
        {
            await reports.ReportStreamedAsync(row, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception, row.Arn);
        }
    }
#pragma warning restore CA1031

    [LoggerMessage(LogLevel.Warning, "The metrics of {Arn} could not be reported.")]
    private partial void LogFailed(Exception exception, string arn);
}
