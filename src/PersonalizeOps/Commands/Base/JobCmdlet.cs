using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Base;

/// <summary>A cmdlet that starts work which goes on in the service, and can wait for its end.</summary>
public abstract class JobCmdlet : PollingCmdlet
{
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
        where TRecord : class, IHasStatus
    {
        TRecord? record = null;
        await PollAsync(
            activity, watch,
            async token =>
            {
                record = await describe(arn, token);
                return InMotion(record.Status) ? record.Status : null;
            },
            cancellationToken);
        return record!.Status == "ACTIVE" ? record : throw Ended(record, operation, activity);
    }

    private static PersonalizeException Ended(IHasStatus record, string operation, string activity)
    {
        var failed = record.Status.EndsWith("FAILED", StringComparison.Ordinal);
        var reason = string.IsNullOrWhiteSpace(record.FailureReason) ? "" : $": {record.FailureReason}";
        return new PersonalizeException(
            $"{operation}.{(failed ? "Failed" : "Stopped")}", ErrorCategory.InvalidResult, $"{activity} ended with {record.Status}{reason}",
            ResourceArn.NameOf(record.Arn));
    }
}
