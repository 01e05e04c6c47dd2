using System.Globalization;
using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Connection;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;
using PersonalizeOps.Waiting;

namespace PersonalizeOps.Commands.Base;

/// <summary>A cmdlet that watches work of the service: fast at first, then slower, with status, elapsed and expected time as progress.</summary>
public abstract class PollingCmdlet : PersonalizeCmdlet
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>Work that ends sooner needs no estimate, and is not worth remembering.</summary>
    private static readonly TimeSpan WorthEstimating = TimeSpan.FromSeconds(2);

    private int _activities;

    /// <summary>The seconds to wait at most. Then the waiting ends with an error, and the work goes on. The default is to wait to the end.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Timeout { get; set; }

    /// <summary>Waits until the work on a resource has ended.</summary>
    /// <param name="arn">The resource.</param>
    /// <param name="updated">Whether an update was asked for, so that its failure is an error.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The finished record.</returns>
    /// <exception cref="PersonalizeException">The work failed or was stopped, with the service's reason; or the time is up.</exception>
    private protected async Task<PersonalizeResource> WaitForEndAsync(string arn, bool updated, CancellationToken cancellationToken)
    {
        var family = FamilyOf(arn);
        PersonalizeResource? record = null;
        var activity = new Activity(
            ResourceArn.FullNameOf(arn), updated ? $"Updating the {family.Word} {{0}}" : family.Activity, family.WatchCommand, family.StopCommand);
        await PollAsync(
            activity,
            async token =>
            {
                record = await family.DescribeAsync(Api, arn, token);
                activity.Name = record.Name;
                activity.Started ??= updated || record.Status == "ACTIVE" ? null : record.Created;
                return StatusInMotion(record);
            },
            async token => RunHistory.OfUser.Estimate(WorkSize.NameOf(record!, Connection), activity.Bytes = await WorkSize.BytesAsync(Api, record!, token)),
            cancellationToken);
        if (updated && record!.UpdateStatus is { } update && Statuses.IsFailed(update))
            throw Ended($"Update{family.ApiNoun}", activity.Text, update, record.UpdateFailureReason, record);
        if (!Statuses.IsGood(record!.Status))
            throw Ended($"Create{family.ApiNoun}", activity.Text, record.Status, record.FailureReason, record);
        Remember(record, activity);
        return record;
    }

    /// <summary>Deletes a resource and waits until it is gone; one that changes is waited for first.</summary>
    private protected Task RemoveAsync(RemovalStep step, CancellationToken cancellationToken)
    {
        var asked = false;
        var activity = new Activity(step.Name, $"Removing the {step.Family.Word} {{0}}", step.Family.WatchCommand, null);
        return PollAsync(
            activity,
            async token =>
            {
                var status = await Api.RemovalStatusAsync(step, token);
                if (status is null || asked || status.StartsWith("DELETE", StringComparison.Ordinal) || Statuses.InMotion(status))
                    return status;
                await step.Family.DeleteAsync!(Api, step.Arn, token);
                asked = true;
                return "DELETE PENDING";
            },
            null, cancellationToken);
    }

    /// <summary>Waits until a resource no longer changes, whatever the end.</summary>
    private protected Task SettleAsync(RemovalStep step, CancellationToken cancellationToken) => PollAsync(
        new Activity(step.Name, step.Family.Activity, step.Family.WatchCommand, step.Family.StopCommand),
        async token => await Api.RemovalStatusAsync(step, token) is { } status && Statuses.InMotion(status) ? status : null,
        null, cancellationToken);

    private protected static ResourceFamily FamilyOf(string arn) => ResourceArn.KindOf(arn) is { } kind
        ? ResourceFamilies.Of(kind)
        : throw new PersonalizeException("WrongKind", ErrorCategory.InvalidArgument, $"'{arn}' is not the ARN of a resource of Personalize.", arn);

    private static string? StatusInMotion(PersonalizeResource record) =>
        Statuses.InMotion(record.Status) ? record.Status
        : record.UpdateStatus is { } update && Statuses.InMotion(update) ? update
        : null;

    /// <summary>Asks until the answer is null.</summary>
    private protected async Task PollAsync(
        Activity activity, Func<CancellationToken, Task<string?>> status, Func<CancellationToken, Task<TimeSpan?>>? estimate,
        CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        var progress = new ProgressRecord(++_activities, activity.Text, "Starting");
        // Local jobs end in milliseconds to seconds, those of AWS in minutes to hours.
        var (pause, longest) = Connection.IsAws
            ? (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30))
            : (TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(1));
        TimeSpan? expected = null;
        try
        {
            while (await status(cancellationToken) is { } state)
            {
                var waited = time.GetElapsedTime(began);
                if (Timeout is { } limit && waited >= TimeSpan.FromSeconds(limit))
                    throw new PersonalizeException("WaitTimeout", ErrorCategory.OperationTimeout,
                        $"{activity.Text} is {state} after {limit} s of waiting. {activity.Outlook}", activity.Name, $"Wait again with {activity.WaitCommand}.");
                if (estimate is not null && waited >= WorthEstimating)
                {
                    expected = await estimate(cancellationToken);
                    estimate = null;
                }

                var end = Timeout is { } seconds ? Min(pause, TimeSpan.FromSeconds(seconds) - waited) : pause;
                WriteVerbose($"{activity.Text} is {state}; the next look is in {end.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)} s");
                for (var left = end; left > TimeSpan.Zero; left -= Tick)
                {
                    activity.Show(progress, state, Elapsed(activity, began), expected);
                    WriteProgress(progress);
                    await Task.Delay(Min(left, Tick), cancellationToken);
                }

                pause = Min(pause * 1.4, longest);
            }
        }
        catch (OperationCanceledException) when (PipelineStopToken.IsCancellationRequested)
        {
            TellWhileStopping($"{activity.Text}: {activity.Outlook}");
            throw;
        }
        finally
        {
            progress.RecordType = ProgressRecordType.Completed;
            if (!cancellationToken.IsCancellationRequested)
                WriteProgress(progress);
        }
    }

    /// <summary>How long the work goes on: since it was created, which may be long before the waiting.</summary>
    private static TimeSpan Elapsed(Activity activity, long began)
    {
        var time = TimeProvider.System;
        var waited = time.GetElapsedTime(began);
        var age = time.GetLocalNow().DateTime - activity.Started;
        return age > waited ? age.Value : waited;
    }

    private void Remember(PersonalizeResource record, Activity activity)
    {
        if (activity.Started is { } started && record.Updated is { } ended && ended - started >= WorthEstimating)
            RunHistory.OfUser.Add(new FinishedRun(WorkSize.NameOf(record, Connection), activity.Bytes, (ended - started).TotalSeconds));
    }

    private static PersonalizeException Ended(string operation, string activity, string status, string? reason, PersonalizeResource record) => new(
        $"{operation}.{(Statuses.IsFailed(status) ? "Failed" : "Stopped")}", ErrorCategory.InvalidResult,
        $"{activity} ended with {status}{(string.IsNullOrWhiteSpace(reason) ? "" : $": {reason}")}", record.Name,
        record is PersonalizeImport && Statuses.IsFailed(status) ? "Test-PersonalizeDataset shows all faults of the data before they are imported again." : null);

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
