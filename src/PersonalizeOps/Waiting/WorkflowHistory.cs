using Amazon.StepFunctions.Model;
using PersonalizeOps.Records;

namespace PersonalizeOps.Waiting;

/// <summary>What the events of an execution say about its states. Events may come in any order and more than once.</summary>
internal sealed class WorkflowHistory
{
    private const string Entered = "StateEntered";
    private const string Exited = "StateExited";

    private readonly SortedDictionary<long, HistoryEvent> _events = [];

    /// <summary>The highest id there is, 0 when there is none.</summary>
    public long Newest => _events.Count == 0 ? 0 : _events.Keys.Max();

    /// <summary>The state that was entered last and not left.</summary>
    public string? Current => Visits().LastOrDefault(visit => visit.Exit is null)?.Name;

    public void Add(IEnumerable<HistoryEvent> events)
    {
        foreach (var each in events)
            _events[each.Id ?? 0] = each;
    }

    /// <summary>The states in the order of their first entry.</summary>
    /// <param name="now">The present in UTC, for states that go on.</param>
    /// <param name="ended">Whether the execution has ended, so that nothing runs any more.</param>
    public IReadOnlyList<TrainingWorkflowState> States(DateTime now, bool ended) =>
        [.. Visits().GroupBy(visit => visit.Name).Select(visits => ToState([.. visits], now, ended))];

    /// <summary>
    /// The state that failed first of those that made the execution fail: the one whose error the execution's cause repeats, since workflows catch
    /// errors, tell somebody and fail at their end; a failure that was caught and led on does not count.
    /// </summary>
    public (string? State, string? Reason) FirstFailure(string? error, string? cause)
    {
        var visits = Visits();
        var (caughtError, caughtCause) = FailureCause.Caught(cause);
        var words = FailureCause.InWords(cause);
        var state = visits.FirstOrDefault(visit => visit.Failures.Any(failure => failure.Error == caughtError && failure.Cause == caughtCause && caughtError is not null))?.Name
            ?? visits.FirstOrDefault(visit => visit.Name == caughtError)?.Name
            ?? visits.LastOrDefault(visit => visit.Failures.Any(failure => failure.Error == error && failure.Cause == cause))?.Name
            ?? visits.LastOrDefault(visit => visit.Failures.Count > 0)?.Name
            ?? visits.LastOrDefault()?.Name;
        return (state, words ?? caughtError ?? error);
    }

    private static TrainingWorkflowState ToState(IReadOnlyList<Visit> visits, DateTime now, bool ended)
    {
        var last = visits[^1];
        var end = last.Exit ?? (ended || last.Type is "Fail" or "Succeed" ? last.Failed ?? last.Entry : null);
        return new TrainingWorkflowState
        {
            Name = last.Name,
            Type = last.Type,
            Status = last.Type == "Fail" || last.EndedBadly ? "FAILED" : end is null ? "RUNNING" : "SUCCEEDED",
            Visits = visits.Count,
            Started = visits[0].Entry.ToLocalTime(),
            Ended = end?.ToLocalTime(),
            Duration = visits.Aggregate(TimeSpan.Zero, (sum, visit) => sum + ((visit.Exit ?? (visit == last ? end ?? now : visit.Entry)) - visit.Entry)),
            FailureReason = visits.SelectMany(visit => visit.Failures).Select(failure => FailureCause.InWords(failure.Cause) ?? failure.Error).LastOrDefault(),
        };
    }

    /// <summary>Each entry of a state with what happened in it. The previous event's id leads from any event to the entry it belongs to.</summary>
    private List<Visit> Visits()
    {
        Dictionary<long, Visit> byEvent = [];
        List<Visit> visits = [];
        foreach (var (id, each) in _events)
        {
            var type = each.Type?.Value ?? "";
            var time = (each.Timestamp ?? default).ToUniversalTime();
            var visit = byEvent.GetValueOrDefault(each.PreviousEventId ?? 0);
            if (type.EndsWith(Entered, StringComparison.Ordinal))
            {
                visit = new Visit(each.StateEnteredEventDetails?.Name ?? type[..^Entered.Length], type[..^Entered.Length], time);
                visits.Add(visit);
            }
            else if (type.EndsWith(Exited, StringComparison.Ordinal))
            {
                // Step Functions may link an exit to another event than the entry's; the name is certain.
                visit = visits.LastOrDefault(open => open.Exit is null && open.Name == each.StateExitedEventDetails?.Name) ?? visit;
                visit?.Leave(time);
            }
            else if (FailureOf(each) is { } failure)
            {
                visit?.Fail(failure, time);
            }
            else if (type.EndsWith("Succeeded", StringComparison.Ordinal))
            {
                visit?.Recover();
            }

            if (visit is not null)
                byEvent[id] = visit;
        }

        return visits;
    }

    private static Failure? FailureOf(HistoryEvent each) => each switch
    {
        { TaskFailedEventDetails: { } d } => new(d.Error, d.Cause),
        { TaskTimedOutEventDetails: { } d } => new(d.Error ?? "States.Timeout", d.Cause ?? "The task took too long."),
        { TaskSubmitFailedEventDetails: { } d } => new(d.Error, d.Cause),
        { TaskStartFailedEventDetails: { } d } => new(d.Error, d.Cause),
        { LambdaFunctionFailedEventDetails: { } d } => new(d.Error, d.Cause),
        { LambdaFunctionTimedOutEventDetails: { } d } => new(d.Error ?? "States.Timeout", d.Cause ?? "The function took too long."),
        { LambdaFunctionScheduleFailedEventDetails: { } d } => new(d.Error, d.Cause),
        { LambdaFunctionStartFailedEventDetails: { } d } => new(d.Error, d.Cause),
        { ActivityFailedEventDetails: { } d } => new(d.Error, d.Cause),
        { ActivityTimedOutEventDetails: { } d } => new(d.Error ?? "States.Timeout", d.Cause),
        { EvaluationFailedEventDetails: { } d } => new(d.Error, d.Cause),
        { MapRunFailedEventDetails: { } d } => new(d.Error, d.Cause),
        _ => null,
    };

    private sealed record Failure(string? Error, string? Cause);

    private sealed class Visit(string name, string type, DateTime entry)
    {
        public string Name { get; } = name;

        public string Type { get; } = type;

        public DateTime Entry { get; } = entry;

        public DateTime? Exit { get; private set; }

        public DateTime? Failed { get; private set; }

        /// <summary>Whether the newest attempt failed; earlier ones may have been tried again.</summary>
        public bool EndedBadly { get; private set; }

        public List<Failure> Failures { get; } = [];

        public void Leave(DateTime time) => Exit = time;

        public void Recover() => EndedBadly = false;

        public void Fail(Failure failure, DateTime time)
        {
            Failures.Add(failure);
            (Failed, EndedBadly) = (time, true);
        }
    }
}
