using System.Management.Automation;
using PersonalizeOps.Cloud;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Base;

/// <summary>A cmdlet that can wait for what CloudFormation does to a stack, with each resource's event as progress.</summary>
public abstract class StackCmdlet : CloudCmdlet
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>How long the service may go on telling of the time before an operation.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(10);

    private int _activities;

    /// <summary>
    /// Waits until CloudFormation has ended, and shows each resource's event as progress. A failure becomes an error that names the resource that
    /// failed first and the reason. Ctrl+C ends the waiting, not the work.
    /// </summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>The seconds to wait at most. Then the waiting ends with an error, and the work goes on. The default is to wait to the end.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Timeout { get; set; }

    /// <summary>The stack as it is, with the reason of its last failure.</summary>
    private protected async Task<PersonalizeStack> WithReasonAsync(PersonalizeStack stack, CancellationToken cancellationToken)
    {
        if (!HasFailed(stack.Status))
            return stack;
        var log = new StackEventLog();
        await Cloud.ReadEventsAsync(stack.Arn, log, cancellationToken);
        return stack with { FailureReason = log.FirstFailure };
    }

    /// <summary>Waits until the operation on a stack has ended; null when the stack is gone then.</summary>
    /// <param name="arn">The stack.</param>
    /// <param name="name">Its name.</param>
    /// <param name="resources">How many resources it has, or 0 if that is not known.</param>
    /// <param name="previous">The stack before the operation was asked for, or null.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="PersonalizeException">A resource failed, or the time is up.</exception>
    private protected async Task<PersonalizeStack?> FollowAsync(
        string arn, string name, int resources, PersonalizeStack? previous, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        var log = new StackEventLog();
        var progress = new ProgressRecord(++_activities, $"Stack {name}", "Starting");
        // A stack of another server is made in milliseconds, one of AWS in minutes.
        var (pause, longest) = Connection.IsAws
            ? (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8))
            : (TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(1));
        try
        {
            while (true)
            {
                var stack = await Cloud.FindStackAsync(arn, cancellationToken);
                var waited = time.GetElapsedTime(began);
                var isOld = waited < Lag && stack?.Status == previous?.Status && stack?.LastUpdatedDateTime == previous?.LastUpdatedDateTime;
                if (stack is not null && !isOld)
                    await ShowEventsAsync(stack, log, progress, resources, cancellationToken);
                if (stack is null or { Status: "DELETE_COMPLETE" })
                    return null;
                if (!isOld && !stack.Status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal))
                    return HasFailed(stack.Status) ? throw Failed(stack, log.FirstFailure) : stack;
                if (Timeout is { } limit && waited >= TimeSpan.FromSeconds(limit))
                    throw new PersonalizeException("WaitTimeout", ErrorCategory.OperationTimeout,
                        $"Stack {name} is {stack.Status} after {limit} s of waiting. The work goes on.", name,
                        $"Wait again with Get-PersonalizeStack {name} -Wait.");
                await PauseAsync(progress, pause, waited, cancellationToken);
                pause = pause * 1.4 < longest ? pause * 1.4 : longest;
            }
        }
        catch (OperationCanceledException) when (PipelineStopToken.IsCancellationRequested)
        {
            TellWhileStopping(
                $"CloudFormation goes on with stack {name}. Its status: Get-PersonalizeStack {name}. To remove it: Remove-PersonalizeStack {name}");
            throw;
        }
        finally
        {
            progress.RecordType = ProgressRecordType.Completed;
            if (!cancellationToken.IsCancellationRequested)
                WriteProgress(progress);
        }
    }

    private async Task ShowEventsAsync(
        PersonalizeStack stack, StackEventLog log, ProgressRecord progress, int resources, CancellationToken cancellationToken)
    {
        foreach (var item in await Cloud.ReadEventsAsync(stack.Arn, log, cancellationToken))
        {
            var told = $"{item.LogicalResourceId} ({item.ResourceType}) {item.ResourceStatus}";
            WriteVerbose($"{item.Timestamp:HH:mm:ss} {told} {item.ResourceStatusReason}".TrimEnd());
            progress.CurrentOperation = told;
        }

        progress.Activity = $"Stack {stack.Name}: {stack.Status}";
        progress.StatusDescription = resources > 0 ? $"{log.Finished} of {resources} resources" : $"{log.Finished} resources";
        progress.PercentComplete = resources > 0 ? Math.Min(99, 100 * log.Finished / resources) : -1;
    }

    private async Task PauseAsync(ProgressRecord progress, TimeSpan pause, TimeSpan waited, CancellationToken cancellationToken)
    {
        var status = progress.StatusDescription;
        for (var left = pause; left > TimeSpan.Zero; left -= Tick)
        {
            progress.StatusDescription = $"{status}, {waited + pause - left:h\\:mm\\:ss}";
            WriteProgress(progress);
            await Task.Delay(left < Tick ? left : Tick, cancellationToken);
        }
    }

    private static bool HasFailed(string status) =>
        status.EndsWith("_FAILED", StringComparison.Ordinal) || status is "ROLLBACK_COMPLETE" or "UPDATE_ROLLBACK_COMPLETE" or "IMPORT_ROLLBACK_COMPLETE";

    private static PersonalizeException Failed(PersonalizeStack stack, string? reason)
    {
        var (operation, action) = stack.Status switch
        {
            "DELETE_FAILED" => ("DeleteStack", $"Remove the cause and call Remove-PersonalizeStack {stack.Name} again."),
            "UPDATE_FAILED" or "UPDATE_ROLLBACK_COMPLETE" or "UPDATE_ROLLBACK_FAILED" => ("UpdateStack", "Remove the cause and update again."),
            _ => ("CreateStack", $"Remove the cause, then Remove-PersonalizeStack {stack.Name} and make it anew."),
        };
        return new PersonalizeException($"{operation}.Failed", ErrorCategory.InvalidResult,
            $"Stack {stack.Name} is {stack.Status}. {(reason is null ? "CloudFormation gives no reason." : $"The first failure: {reason}")}",
            stack.Name, action);
    }
}
