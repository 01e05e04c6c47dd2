using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Workflows;

/// <summary>
/// Gets runs of a stack's workflow, training or batch: those of a stack or state machine, the newest first, or single ones with all their states. With
/// -Wait the end is waited for, and a failure is an error that names the state which failed first.
/// </summary>
[Cmdlet(VerbsCommon.Get, "TrainingWorkflow", DefaultParameterSetName = RunSet)]
[OutputType(typeof(TrainingWorkflow))]
public sealed class GetTrainingWorkflowCommand : WorkflowCmdlet
{
    private const string RunSet = "Run";
    private const string StackSet = "Stack";
    private const string MachineSet = "StateMachine";

    /// <summary>The runs, as ARNs of executions or as objects; a stack's object stands for its runs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = RunSet)]
    [Alias("ExecutionArn")]
    [IdTransformation("Arn", "ExecutionArn", "Run")]
    [ValidateNotNullOrEmpty]
    public string[] Arn { get; set; } = [];

    /// <summary>The stack, as name or object.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StackSet)]
    [Alias("StackName")]
    [ArgumentCompleter(typeof(StackNameCompleter))]
    public ResourceIdentity Stack { get; set; } = null!;

    /// <summary>The state machine, when it belongs to no stack.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MachineSet)]
    [ValidateNotNullOrEmpty]
    public string StateMachineArn { get; set; } = "";

    /// <summary>The name of the run; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = StackSet)]
    [Parameter(ParameterSetName = MachineSet)]
    [SupportsWildcards]
    [ValidateNotNull]
    public string? Name { get; set; }

    /// <summary>Only runs of this status.</summary>
    [Parameter(ParameterSetName = StackSet)]
    [Parameter(ParameterSetName = MachineSet)]
    [ValidateSet("RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE")]
    public string? Status { get; set; }

    /// <summary>Reads input, output, states and the reason of a failure of each run that is listed; single runs have them always.</summary>
    [Parameter(ParameterSetName = StackSet)]
    [Parameter(ParameterSetName = MachineSet)]
    public SwitchParameter Detail { get; set; }

    /// <summary>
    /// Waits until the run has ended and shows the state it is in as progress. A failure becomes an error. Ctrl+C ends the waiting, not the run.
    /// </summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        if (ParameterSetName != RunSet)
        {
            var machine = ParameterSetName == MachineSet ? StateMachineArn : (await Cloud.GetStackAsync(Stack.Text, cancellationToken)).Output("StateMachineArn");
            await ListAsync(machine, cancellationToken);
            return;
        }

        foreach (var arn in Arn)
            await TryAsync(arn, async () =>
            {
                if (arn.Contains(":cloudformation:", StringComparison.Ordinal))
                    await ListAsync((await Cloud.GetStackAsync(arn, cancellationToken)).Output("StateMachineArn"), cancellationToken);
                else
                    await WriteAsync(arn, cancellationToken);
            });
    }

    private async Task ListAsync(string machine, CancellationToken cancellationToken)
    {
        var pattern = Name is null ? null : new WildcardPattern(Name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        await foreach (var run in Cloud.ListExecutionsAsync(machine, Status, cancellationToken))
        {
            if (pattern is not null && !pattern.IsMatch(run.Name))
                continue;
            if (Detail || Wait)
                await TryAsync(run.Arn, () => WriteAsync(run.Arn, cancellationToken));
            else
                WriteObject(run);
        }
    }

    private async Task WriteAsync(string arn, CancellationToken cancellationToken) =>
        WriteObject(Wait ? await WaitForRunAsync(arn, cancellationToken) : await Cloud.GetExecutionAsync(arn, null, cancellationToken));
}
