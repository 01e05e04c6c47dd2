using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Base;

/// <summary>A cmdlet that starts work which goes on in the service, and can wait for its end.</summary>
public abstract class JobCmdlet : PersonalizeCmdlet
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private int _activities;

    /// <summary>
    /// Waits until the work has ended and shows its status meanwhile; a failure becomes an error with the service's reason. Ctrl+C ends the
    /// waiting, not the work.
    /// </summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Describes a resource until it is ACTIVE.</summary>
    /// <param name="arn">The resource.</param>
    /// <param name="describe">Reads its record.</param>
    /// <param name="operation">The operation that created it, for the error id.</param>
    /// <param name="activity">What goes on, for the progress bar: "Training MoviesModel".</param>
    /// <param name="watch">The command that shows the status later.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="PersonalizeException">The work ended otherwise; the message holds the service's reason.</exception>
    private protected async Task<TRecord> WaitForActiveAsync<TRecord>(
        string arn, Func<string, CancellationToken, Task<TRecord>> describe, string operation, string activity, string watch,
        CancellationToken cancellationToken)
        where TRecord : IHasStatus
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var progress = new ProgressRecord(++_activities, activity, "Starting");
        // Local jobs end in milliseconds to seconds, those of AWS in minutes to hours.
        var (pause, longest) = Connection.IsLocal
            ? (TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(1))
            : (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        try
        {
            while (true)
            {
                var record = await describe(arn, cancellationToken);
                if (record.Status == "ACTIVE")
                    return record;
                if (!InMotion(record.Status))
                    throw Ended(record, operation, activity);
                for (var left = pause; left > TimeSpan.Zero; left -= Tick)
                {
                    progress.StatusDescription = $"{record.Status}, {time.GetElapsedTime(started):h\\:mm\\:ss}";
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
        finally
        {
            if (!PipelineStopToken.IsCancellationRequested)
            {
                progress.RecordType = ProgressRecordType.Completed;
                WriteProgress(progress);
            }
        }
    }

    private static bool InMotion(string status) =>
        status.EndsWith("PENDING", StringComparison.Ordinal) || status.Replace('_', ' ').EndsWith("IN PROGRESS", StringComparison.Ordinal)
        || status.EndsWith("STOPPING", StringComparison.Ordinal);

    private static PersonalizeException Ended(IHasStatus record, string operation, string activity)
    {
        var failed = record.Status.EndsWith("FAILED", StringComparison.Ordinal);
        var reason = string.IsNullOrWhiteSpace(record.FailureReason) ? "" : $": {record.FailureReason}";
        return new PersonalizeException(
            $"{operation}.{(failed ? "Failed" : "Stopped")}", ErrorCategory.InvalidResult, $"{activity} ended with {record.Status}{reason}",
            ResourceArn.NameOf(record.Arn));
    }
}
