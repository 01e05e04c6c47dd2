namespace PersonalizeOps.Records;

/// <summary>A trace of X-Ray: what happened for one request or one run, and how long each part took.</summary>
public sealed record WorkflowTrace
{
    /// <summary>The id of the trace.</summary>
    public required string Id { get; init; }

    /// <summary>The name of its first segment.</summary>
    public required string Name { get; init; }

    /// <summary>When it began, in local time.</summary>
    public required DateTime Start { get; init; }

    /// <summary>From its beginning to its end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Whether anything in it failed by a caller's mistake.</summary>
    public bool HasError { get; init; }

    /// <summary>Whether anything in it failed by a service's fault.</summary>
    public bool HasFault { get; init; }

    /// <summary>Whether anything in it was told to call less.</summary>
    public bool HasThrottle { get; init; }

    /// <summary>Whether X-Ray left parts out, since the trace was too large.</summary>
    public bool IsPartial { get; init; }

    /// <summary>The deepest segment that failed first, with its cause; null when nothing failed.</summary>
    public string? FirstError { get; init; }

    /// <summary>The segments without a parent, each with what ran within it.</summary>
    public required IReadOnlyList<TraceSegment> Segments { get; init; }

    /// <summary>The trace as bars over time, 120 columns wide at most, with where the time went and the first error.</summary>
    public required string Timeline { get; init; }
}
