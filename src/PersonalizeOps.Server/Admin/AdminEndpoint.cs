using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Services.S3;

namespace PersonalizeOps.Server.Admin;

/// <summary>What tests of clients may do to the server: move its clock, and let operations and jobs fail.</summary>
/// <param name="clock">The clock.</param>
/// <param name="faults">The faults.</param>
/// <param name="handlers">Tell the kinds of jobs.</param>
/// <param name="s3">Tells S3's operations.</param>
internal sealed class AdminEndpoint(ServerClock clock, FaultBook faults, IEnumerable<IJobHandler> handlers, S3Operations s3)
{
    private const double MostSeconds = 10 * 365 * 86400.0;
    private const int MostFaults = 1000;

    private readonly HashSet<string> _jobs = [.. handlers.Select(handler => handler.Kind)];

    /// <summary>Gets what the clock shows.</summary>
    public ClockState Clock => new(clock.GetUtcNow(), clock.Offset.TotalSeconds);

    /// <summary>Gets the faults that are still to be met.</summary>
    public FaultList Faults => new(faults.All);

    /// <summary>Moves the clock.</summary>
    /// <exception cref="ServiceError">InvalidInputException.</exception>
    public ClockState Advance(ClockRequest request)
    {
        if (request.AdvanceSeconds is not >= 0 or > MostSeconds || clock.Offset.TotalSeconds + request.AdvanceSeconds > MostSeconds)
        {
            throw Errors.InvalidInput("advanceSeconds must be a number of seconds from 0 to ten years, all advances together.");
        }

        clock.Advance(TimeSpan.FromSeconds(request.AdvanceSeconds.Value));
        return Clock;
    }

    /// <summary>Adds a fault.</summary>
    /// <exception cref="ServiceError">InvalidInputException.</exception>
    public FaultList Inject(FaultRequest request)
    {
        var problem = Problem(request);
        if (problem is not null)
        {
            throw Errors.InvalidInput(problem);
        }

        faults.Add(new Fault(request.Fault!, request.Operation, request.Job, request.Times ?? 1, request.Reason, request.DelaySeconds ?? 0));
        return Faults;
    }

    /// <summary>Forgets all faults.</summary>
    public FaultList Clear()
    {
        faults.Clear();
        return Faults;
    }

    private string? Problem(FaultRequest request) => request switch
    {
        { Fault: not (FaultKind.Throttle or FaultKind.Error or FaultKind.Fail or FaultKind.Slow) } =>
            "fault must be one of throttle, error (with an operation), fail, slow (with a job).",
        { Times: < 1 or > 1_000_000 } => "times must be from 1 to 1000000.",
        { Reason.Length: > 1000 } => "reason must not be longer than 1000 characters.",
        _ when faults.All.Count >= MostFaults => $"There are {MostFaults} faults already; DELETE /_admin/faults forgets them.",
        _ when FaultKind.IsOfRequests(request.Fault) => RequestProblem(request),
        _ => JobProblem(request),
    };

    private string? RequestProblem(FaultRequest request) => request switch
    {
        { Job: not null } or { DelaySeconds: not null } => $"The fault {request.Fault} has an operation, neither job nor delaySeconds.",
        { Operation: null } => $"The fault {request.Fault} needs an operation.",
        _ when !OperationNames.Contains(request.Operation) && !s3.Names.Contains(request.Operation) => $"There is no operation '{request.Operation}'.",
        _ => null,
    };

    private string? JobProblem(FaultRequest request) => request switch
    {
        { Operation: not null } => $"The fault {request.Fault} has a job, not an operation.",
        { Job: null } => $"The fault {request.Fault} needs a job: one of {JobNames}.",
        _ when !_jobs.Contains(request.Job) => $"There is no job '{request.Job}', but {JobNames}.",
        { Fault: FaultKind.Slow, DelaySeconds: not (> 0 and <= MostSeconds) } => "The fault slow needs delaySeconds, greater than 0.",
        { Fault: FaultKind.Fail, DelaySeconds: not null } => "The fault fail has no delaySeconds; inject slow beside it.",
        _ => null,
    };

    private string JobNames => string.Join(", ", _jobs.Order(StringComparer.Ordinal));
}
