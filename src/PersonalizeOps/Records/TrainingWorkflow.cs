namespace PersonalizeOps.Records;

/// <summary>A run of a stack's workflow: an execution of its state machine.</summary>
public sealed record TrainingWorkflow
{
    /// <summary>The name of the run.</summary>
    public required string Name { get; init; }

    /// <summary>The ARN of the execution.</summary>
    public required string Arn { get; init; }

    /// <summary>The name of the state machine.</summary>
    public required string StateMachine { get; init; }

    /// <summary>The ARN of the state machine.</summary>
    public required string StateMachineArn { get; init; }

    /// <summary>RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED or PENDING_REDRIVE.</summary>
    public required string Status { get; init; }

    /// <summary>When it began, in local time.</summary>
    public DateTime? Started { get; init; }

    /// <summary>When it ended, in local time; null while it runs.</summary>
    public DateTime? Ended { get; init; }

    /// <summary>How long it took; null while it runs.</summary>
    public TimeSpan? Duration => Ended - Started;

    /// <summary>The input as JSON; null in lists without -Detail.</summary>
    public string? Input { get; init; }

    /// <summary>The output as JSON; null before success and in lists without -Detail.</summary>
    public string? Output { get; init; }

    /// <summary>The state that failed first; null without a failure and in lists without -Detail.</summary>
    public string? FailedState { get; init; }

    /// <summary>Why it failed, in words; null without a failure and in lists without -Detail.</summary>
    public string? FailureReason { get; init; }

    /// <summary>The state that runs now; null when it has ended and in lists without -Detail.</summary>
    public string? CurrentState { get; init; }

    /// <summary>The states that were entered, in the order of their first entry; empty in lists without -Detail.</summary>
    public IReadOnlyList<TrainingWorkflowState> States { get; init; } = [];

    /// <summary>The id of the X-Ray trace that the run was started with, or null.</summary>
    public string? TraceId { get; init; }
}
