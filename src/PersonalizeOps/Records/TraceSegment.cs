namespace PersonalizeOps.Records;

/// <summary>A piece of a trace: a service, or a call that one made.</summary>
public sealed record TraceSegment
{
    /// <summary>The id of the segment.</summary>
    public required string Id { get; init; }

    /// <summary>The name: of the service, the state or the call.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of service, such as AWS::Lambda::Function, or null.</summary>
    public string? Origin { get; init; }

    /// <summary>When it began, in local time.</summary>
    public required DateTime Start { get; init; }

    /// <summary>How long after the trace's beginning it began.</summary>
    public required TimeSpan Offset { get; init; }

    /// <summary>How long it took; up to the trace's end when it is still in progress.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The part of its time in which none of its children ran.</summary>
    public required TimeSpan OwnTime { get; init; }

    /// <summary>Whether it has not ended yet.</summary>
    public bool InProgress { get; init; }

    /// <summary>Whether the caller's mistake made it fail.</summary>
    public bool HasError { get; init; }

    /// <summary>Whether the service's fault made it fail.</summary>
    public bool HasFault { get; init; }

    /// <summary>Whether too many calls were made.</summary>
    public bool HasThrottle { get; init; }

    /// <summary>The HTTP status of the answer, or null.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? Cause { get; init; }

    /// <summary>How deep it lies in the tree, 0 at the root.</summary>
    public required int Depth { get; init; }

    /// <summary>What ran within it, in the order of its beginning.</summary>
    public required IReadOnlyList<TraceSegment> Children { get; init; }

    /// <summary>fault, error, throttle, in progress, or ok.</summary>
    public string Outcome => HasFault ? "fault" : HasThrottle ? "throttle" : HasError ? "error" : InProgress ? "in progress" : "ok";

    /// <summary>It and all below it, in the order in which a timeline shows them.</summary>
    /// <returns>The segments.</returns>
    public IEnumerable<TraceSegment> All() => Children.SelectMany(child => child.All()).Prepend(this);
}
