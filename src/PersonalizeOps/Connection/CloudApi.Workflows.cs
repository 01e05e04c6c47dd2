using System.Runtime.CompilerServices;
using System.Text.Json;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using PersonalizeOps.Records;
using PersonalizeOps.Waiting;

namespace PersonalizeOps.Connection;

/// <content>Executions of state machines.</content>
internal sealed partial class CloudApi
{
    /// <summary>What the list and the history give in one page.</summary>
    private const int PageSize = 100;

    /// <summary>Starts an execution, with a trace of its own when none is under way.</summary>
    public async Task<string> StartExecutionAsync(string stateMachineArn, string? name, object input, CancellationToken cancellationToken)
    {
        var request = new StartExecutionRequest
        {
            StateMachineArn = stateMachineArn,
            Name = name,
            Input = JsonSerializer.Serialize(input),
            TraceHeader = $"Root=1-{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds():x8}-{Guid.NewGuid().ToString("n")[..24]};Sampled=1",
        };
        return (await CallAsync(StepFunctions.StartExecutionAsync, request, name ?? stateMachineArn, cancellationToken).ConfigureAwait(false)).ExecutionArn;
    }

    public Task StopExecutionAsync(string arn, string cause, CancellationToken cancellationToken) =>
        CallAsync(StepFunctions.StopExecutionAsync, new StopExecutionRequest { ExecutionArn = arn, Error = "Stopped", Cause = cause }, arn, cancellationToken);

    /// <summary>The executions of a state machine, the newest first.</summary>
    public async IAsyncEnumerable<TrainingWorkflow> ListExecutionsAsync(
        string stateMachineArn, string? status, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListExecutionsRequest
        {
            StateMachineArn = stateMachineArn,
            StatusFilter = status is null ? null : ExecutionStatus.FindValue(status),
            MaxResults = PageSize,
        };
        do
        {
            var page = await CallAsync(StepFunctions.ListExecutionsAsync, request, stateMachineArn, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Executions ?? [])
                yield return new TrainingWorkflow
                {
                    Name = item.Name,
                    Arn = item.ExecutionArn,
                    StateMachine = LastPart(item.StateMachineArn),
                    StateMachineArn = item.StateMachineArn,
                    Status = item.Status.Value,
                    Started = item.StartDate?.ToLocalTime(),
                    Ended = item.StopDate?.ToLocalTime(),
                };
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
    }

    /// <summary>An execution with its states. A history that is handed in is brought up to date instead of read anew.</summary>
    public async Task<TrainingWorkflow> GetExecutionAsync(string arn, WorkflowHistory? history, CancellationToken cancellationToken)
    {
        var found = await CallAsync(StepFunctions.DescribeExecutionAsync, new DescribeExecutionRequest { ExecutionArn = arn }, arn, cancellationToken).ConfigureAwait(false);
        history ??= new WorkflowHistory();
        await ReadHistoryAsync(arn, history, cancellationToken).ConfigureAwait(false);
        var status = found.Status.Value;
        var (state, reason) = status is "FAILED" or "TIMED_OUT" or "ABORTED" ? Failure(status, history, found) : default;
        var runs = status == "RUNNING";
        return new TrainingWorkflow
        {
            Name = found.Name,
            Arn = arn,
            StateMachine = LastPart(found.StateMachineArn),
            StateMachineArn = found.StateMachineArn,
            Status = status,
            Started = found.StartDate?.ToLocalTime(),
            Ended = found.StopDate?.ToLocalTime(),
            Input = found.Input,
            Output = found.Output,
            FailedState = state,
            FailureReason = reason,
            CurrentState = runs ? history.Current : null,
            States = history.States(TimeProvider.System.GetUtcNow().UtcDateTime, ended: !runs),
            TraceId = RootOf(found.TraceHeader),
        };
    }

    private static (string? State, string? Reason) Failure(string status, WorkflowHistory history, DescribeExecutionResponse found) => status switch
    {
        "FAILED" => history.FirstFailure(found.Error, found.Cause),
        "ABORTED" => (null, FailureCause.InWords(found.Cause) ?? "It was stopped."),
        _ => (history.Current, FailureCause.InWords(found.Cause) ?? "It took longer than the state machine allows."),
    };

    /// <summary>Adds the events that the history lacks: from the newest backwards until one that is known.</summary>
    private async Task ReadHistoryAsync(string arn, WorkflowHistory history, CancellationToken cancellationToken)
    {
        var known = history.Newest;
        var request = new GetExecutionHistoryRequest { ExecutionArn = arn, ReverseOrder = true, IncludeExecutionData = false, MaxResults = PageSize };
        List<HistoryEvent> events = [];
        do
        {
            var page = await CallAsync(StepFunctions.GetExecutionHistoryAsync, request, arn, cancellationToken).ConfigureAwait(false);
            events.AddRange(page.Events ?? []);
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken) && events.TrueForAll(each => each.Id > known));
        // Only when all pages are there: a gap would stay unnoticed, since the newest id is known then.
        history.Add(events);
    }

    private static string LastPart(string arn) => arn[(arn.LastIndexOf(':') + 1)..];

    private static string? RootOf(string? traceHeader) => traceHeader?.Split(';')
        .Select(part => part.Trim())
        .FirstOrDefault(part => part.StartsWith("Root=", StringComparison.OrdinalIgnoreCase))?["Root=".Length..];
}
