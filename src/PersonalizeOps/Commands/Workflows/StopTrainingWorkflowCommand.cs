using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Workflows;

/// <summary>
/// Stops runs of a stack's workflow. What a run has asked of Personalize or Glue already, such as an import or a training, goes on there by itself.
/// </summary>
[Cmdlet(VerbsLifecycle.Stop, "TrainingWorkflow", SupportsShouldProcess = true)]
[OutputType(typeof(TrainingWorkflow))]
public sealed class StopTrainingWorkflowCommand : WorkflowCmdlet
{
    /// <summary>The runs, as ARNs of executions or as objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("ExecutionArn")]
    [IdTransformation("Arn", "ExecutionArn", "Run")]
    [ValidateNotNullOrEmpty]
    public string[] Arn { get; set; } = [];

    /// <summary>The reason, kept with the run.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Reason { get; set; } = "Stopped with Stop-TrainingWorkflow.";

    /// <summary>Emits the run after it was stopped.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var arn in Arn)
            await TryAsync(arn, async () =>
            {
                if (!ShouldProcess(NameOf(arn), "StopExecution"))
                    return;
                await Cloud.StopExecutionAsync(arn, Reason, cancellationToken);
                if (PassThru)
                    WriteObject(await Cloud.GetExecutionAsync(arn, null, cancellationToken));
            });
    }
}
