namespace PersonalizeOps.Records;

/// <summary>A state of a workflow's run; one that is entered again, to wait and look once more, is one record.</summary>
public sealed record TrainingWorkflowState
{
    /// <summary>The name of the state.</summary>
    public required string Name { get; init; }

    /// <summary>Its type: Task, Wait, Choice, Pass, Succeed, Fail, Map or Parallel.</summary>
    public required string Type { get; init; }

    /// <summary>RUNNING, SUCCEEDED or FAILED: how its newest visit stands. A failure may have been caught.</summary>
    public required string Status { get; init; }

    /// <summary>How often it was entered.</summary>
    public required int Visits { get; init; }

    /// <summary>When it was first entered, in local time.</summary>
    public required DateTime Started { get; init; }

    /// <summary>When it was last left, in local time; null while it runs.</summary>
    public DateTime? Ended { get; init; }

    /// <summary>The time of all visits together; up to now for one that goes on.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Why its newest failure came about, in words, or null.</summary>
    public string? FailureReason { get; init; }
}
