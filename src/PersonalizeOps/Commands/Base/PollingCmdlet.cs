using System.Management.Automation;

namespace PersonalizeOps.Commands.Base;

/// <summary>A cmdlet that watches work of the service: fast at first, then slower, with status and elapsed time as progress.</summary>
public abstract class PollingCmdlet : PersonalizeCmdlet
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private int _activities;

    /// <summary>Asks until the answer is null.</summary>
    /// <param name="activity">What goes on, for the progress bar: "Training MoviesModel".</param>
    /// <param name="watch">The command that shows the status after Ctrl+C.</param>
    /// <param name="status">Reads the status; null when there is nothing more to wait for.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    private protected async Task PollAsync(
        string activity, string watch, Func<CancellationToken, Task<string?>> status, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var progress = new ProgressRecord(++_activities, activity, "Starting");
        // Local jobs end in milliseconds to seconds, those of AWS in minutes to hours.
        var (pause, longest) = Connection.IsAws
            ? (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30))
            : (TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(1));
        try
        {
            while (await status(cancellationToken) is { } state)
            {
                for (var left = pause; left > TimeSpan.Zero; left -= Tick)
                {
                    progress.StatusDescription = $"{state}, {time.GetElapsedTime(started):h\\:mm\\:ss}";
                    WriteProgress(progress);
                    await Task.Delay(left < Tick ? left : Tick, cancellationToken);
                }

                pause = pause * 1.4 < longest ? pause * 1.4 : longest;
            }
        }
        catch (OperationCanceledException) when (PipelineStopToken.IsCancellationRequested)
        {
            TellWhileStopping($"{activity} goes on in the service. Its status: {watch}");
            throw;
        }

        progress.RecordType = ProgressRecordType.Completed;
        WriteProgress(progress);
    }

    /// <summary>Whether a status will change by itself.</summary>
    private protected static bool InMotion(string status) =>
        status.EndsWith("PENDING", StringComparison.Ordinal) || status.Replace('_', ' ').EndsWith("IN PROGRESS", StringComparison.Ordinal)
        || status.EndsWith("STOPPING", StringComparison.Ordinal);
}
