using Amazon.CloudFormation.Model;

namespace PersonalizeOps.Cloud;

/// <summary>The events of a stack's last operation, in their order.</summary>
internal sealed class StackEventLog
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<StackEvent> _events = [];
    private readonly Dictionary<string, string> _status = new(StringComparer.Ordinal);

    /// <summary>How many resources have reached the end of the operation.</summary>
    public int Finished => _status.Values.Count(status => status.EndsWith("_COMPLETE", StringComparison.Ordinal));

    /// <summary>The resource that failed first and why. Those that were cancelled because of it say nothing.</summary>
    public string? FirstFailure => _events.FirstOrDefault(IsCause) is { } cause
        ? $"{cause.LogicalResourceId} ({cause.ResourceType}): {cause.ResourceStatusReason ?? cause.ResourceStatus.Value}"
        : _events.FirstOrDefault(each => IsOfStack(each) && IsFailure(each))?.ResourceStatusReason;

    /// <summary>Adds a page as the service gives it, newest first; gives whether older pages may hold more of the operation.</summary>
    public bool Add(IEnumerable<StackEvent> page, List<StackEvent> added)
    {
        foreach (var item in page)
        {
            if (!_seen.Add(item.EventId))
                return false;
            added.Add(item);
            if (IsBeginning(item))
                return false;
        }

        return true;
    }

    /// <summary>Takes over what the pages held, oldest first.</summary>
    public void Append(List<StackEvent> added)
    {
        added.Reverse();
        _events.AddRange(added);
        foreach (var item in added.Where(item => !IsOfStack(item)))
            _status[item.LogicalResourceId] = item.ResourceStatus.Value;
    }

    private static bool IsOfStack(StackEvent item) => item.PhysicalResourceId == item.StackId;

    private static bool IsBeginning(StackEvent item) =>
        IsOfStack(item) && item.ResourceStatus.Value is "CREATE_IN_PROGRESS" or "UPDATE_IN_PROGRESS" or "DELETE_IN_PROGRESS";

    private static bool IsFailure(StackEvent item) =>
        item.ResourceStatus.Value.EndsWith("_FAILED", StringComparison.Ordinal)
        || item.ResourceStatus.Value.EndsWith("ROLLBACK_IN_PROGRESS", StringComparison.Ordinal);

    private static bool IsCause(StackEvent item) => !IsOfStack(item) && item.ResourceStatus.Value.EndsWith("_FAILED", StringComparison.Ordinal)
        && item.ResourceStatusReason?.Contains("cancelled", StringComparison.OrdinalIgnoreCase) != true;
}
