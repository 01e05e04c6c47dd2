using System.Management.Automation;
using PersonalizeOps.Binding;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Workflows;

/// <summary>
/// Gets traces of X-Ray as trees with a timeline: of a run, of a stack, by id, or of a time. The timeline shows where the time went and the first
/// error by name.
/// </summary>
[Cmdlet(VerbsCommon.Get, "WorkflowTrace", DefaultParameterSetName = RunSet)]
[OutputType(typeof(WorkflowTrace))]
public sealed class GetWorkflowTraceCommand : CloudCmdlet
{
    private const string RunSet = "Run";
    private const string StackSet = "Stack";
    private const string IdSet = "TraceId";
    private const string TimeSet = "Time";

    /// <summary>A run begins a little before its trace says so, and segments come late.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>The runs of a workflow, as ARNs of executions or as objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = RunSet)]
    [Alias("ExecutionArn", "Arn")]
    [IdTransformation("Arn", "ExecutionArn", "Run")]
    [ValidateNotNullOrEmpty]
    public string[] Run { get; set; } = [];

    /// <summary>The stack, as name or object: traces in which its state machine, functions or API took part.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StackSet)]
    [Alias("StackName")]
    [ArgumentCompleter(typeof(StackNameCompleter))]
    public ResourceIdentity Stack { get; set; } = null!;

    /// <summary>The ids of traces, such as 1-5759e988-bd862e3fe1be46a994272793.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [ValidatePattern("^1-[0-9a-f]{8}-[0-9a-f]{24}$")]
    public string[] TraceId { get; set; } = [];

    /// <summary>The beginning of the time to look at. The default is an hour before -EndTime.</summary>
    [Parameter(ParameterSetName = StackSet)]
    [Parameter(Mandatory = true, ParameterSetName = TimeSet)]
    [TimeTransformation]
    public DateTime? StartTime { get; set; }

    /// <summary>The end of the time to look at. The default is now.</summary>
    [Parameter(ParameterSetName = StackSet)]
    [Parameter(ParameterSetName = TimeSet)]
    [TimeTransformation]
    public DateTime? EndTime { get; set; }

    /// <summary>A filter expression of X-Ray, such as <c>fault = true</c> or <c>responsetime &gt; 5</c>.</summary>
    [Parameter(ParameterSetName = StackSet)]
    [Parameter(ParameterSetName = TimeSet)]
    [ValidateNotNullOrEmpty]
    public string? FilterExpression { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        switch (ParameterSetName)
        {
            case IdSet:
                await WriteAsync(TraceId, cancellationToken);
                break;
            case RunSet:
                foreach (var arn in Run)
                    await TryAsync(arn, () => WriteRunAsync(arn, cancellationToken));
                break;
            default:
                await WriteTimeAsync(cancellationToken);
                break;
        }
    }

    private async Task WriteAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        HashSet<string> missing = [.. ids];
        await foreach (var trace in Cloud.GetTracesAsync(ids, null, WriteWarning, cancellationToken))
        {
            missing.Remove(trace.Id);
            WriteObject(trace);
        }

        foreach (var id in missing)
            await TryAsync(id, () => throw NotFound($"There is no trace {id}.", id));
    }

    /// <summary>By the id that the run was started with; otherwise the traces of its time whose segments name it.</summary>
    private async Task WriteRunAsync(string arn, CancellationToken cancellationToken)
    {
        var run = await Cloud.GetExecutionAsync(arn, null, cancellationToken);
        var found = false;
        if (run.TraceId is not null)
            await foreach (var trace in Cloud.GetTracesAsync([run.TraceId], null, WriteWarning, cancellationToken))
            {
                found = true;
                WriteObject(trace);
            }

        if (found)
            return;
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var start = (run.Started?.ToUniversalTime() ?? now) - Margin;
        var end = (run.Ended?.ToUniversalTime() ?? now) + Margin;
        var ids = await Cloud.FindTracesAsync(start, end, null, name => name == run.StateMachine, cancellationToken);
        await foreach (var trace in Cloud.GetTracesAsync(ids, arn, WriteWarning, cancellationToken))
        {
            found = true;
            WriteObject(trace);
        }

        if (!found)
            throw NotFound($"There is no trace of the run {run.Name}.", arn);
    }

    private async Task WriteTimeAsync(CancellationToken cancellationToken)
    {
        var end = EndTime?.ToUniversalTime() ?? TimeProvider.System.GetUtcNow().UtcDateTime;
        var start = StartTime?.ToUniversalTime() ?? end.AddHours(-1);
        if (start >= end)
            throw new PersonalizeException("InvalidTime", ErrorCategory.InvalidArgument, $"-StartTime {start:O} is not before -EndTime {end:O}.", StartTime);
        Func<string, bool>? isOfStack = ParameterSetName == StackSet ? await ServicesOfStackAsync(cancellationToken) : null;
        var ids = await Cloud.FindTracesAsync(start, end, FilterExpression, isOfStack, cancellationToken);
        await foreach (var trace in Cloud.GetTracesAsync(ids, null, WriteWarning, cancellationToken))
            if (isOfStack is null || trace.Segments.SelectMany(segment => segment.All()).Any(segment => isOfStack(segment.Name)))
                WriteObject(trace);
    }

    /// <summary>Functions and the API are named after the stack, the state machine is not.</summary>
    private async Task<Func<string, bool>> ServicesOfStackAsync(CancellationToken cancellationToken)
    {
        var stack = await Cloud.GetStackAsync(Stack.Text, cancellationToken);
        var machine = stack.Outputs.GetValueOrDefault("StateMachineArn", "").Split(':')[^1];
        return name => name == machine || name == stack.Name
            || name.StartsWith($"{stack.Name}-", StringComparison.Ordinal) || name.StartsWith($"{stack.Name}/", StringComparison.Ordinal);
    }

    private static PersonalizeException NotFound(string message, string target) => new("TraceNotFound", ErrorCategory.ObjectNotFound, message, target,
        "Traces come some seconds late, are kept for 30 days, and are empty here while CloudWatch Transaction Search takes them.");
}
