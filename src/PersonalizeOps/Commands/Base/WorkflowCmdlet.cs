using System.Management.Automation;
using PersonalizeOps.Connection;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;
using PersonalizeOps.Waiting;

namespace PersonalizeOps.Commands.Base;

/// <summary>A cmdlet that looks at the runs of a stack's workflow, and can wait for their end.</summary>
public abstract class WorkflowCmdlet : PollingCmdlet
{
    private CloudApi? _cloud;

    private protected CloudApi Cloud => _cloud ??= new CloudApi(Api);

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        await base.BeginAsync(cancellationToken);
        _ = Cloud;
    }

    /// <summary>Waits for the end of a run, state by state.</summary>
    /// <exception cref="PersonalizeException">It failed, with the state that failed first and why; or the time is up.</exception>
    private protected async Task<TrainingWorkflow> WaitForRunAsync(string arn, CancellationToken cancellationToken)
    {
        var history = new WorkflowHistory();
        TrainingWorkflow? run = null;
        HashSet<string> told = [];
        var activity = new Activity(NameOf(arn), "The workflow run {0}", _ => $"Get-TrainingWorkflow {arn}", $"Stop-TrainingWorkflow {arn}")
        {
            WaitCommand = "Get-TrainingWorkflow -Wait",
        };
        await PollAsync(
            activity,
            async token =>
            {
                run = await Cloud.GetExecutionAsync(arn, history, token);
                activity.Started ??= run.Started;
                foreach (var state in run.States.Where(state => state.Ended is not null && told.Add($"{state.Name} {state.Visits}")))
                    WriteVerbose($"{state.Name}: {state.Status} after {state.Duration:h\\:mm\\:ss}{(state.FailureReason is null ? "" : $": {state.FailureReason}")}");
                return run.Status == "RUNNING" ? $"RUNNING {run.CurrentState}".TrimEnd() : null;
            },
            null, cancellationToken);
        return run!.Status == "SUCCEEDED" ? run : throw Failed(run);
    }

    private protected static string NameOf(string arn) => arn[(arn.LastIndexOf(':') + 1)..];

    private static PersonalizeException Failed(TrainingWorkflow run) => new(
        run.Status == "ABORTED" ? "TrainingWorkflow.Stopped" : "TrainingWorkflow.Failed", ErrorCategory.InvalidResult,
        $"The workflow run {run.Name} ended with {run.Status}{(run.FailedState is null ? "" : $" in state {run.FailedState}")}{(run.FailureReason is null ? "" : $": {run.FailureReason}")}",
        run.Arn, $"Get-TrainingWorkflow {run.Arn} shows all states; Get-WorkflowTrace {run.Arn} where the time went.");
}
