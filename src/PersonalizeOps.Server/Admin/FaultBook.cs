using PersonalizeOps.Server.Protocol;

namespace PersonalizeOps.Server.Admin;

/// <summary>The faults that were injected and not yet met. Kept in memory: a restart forgets them.</summary>
internal sealed class FaultBook
{
    private readonly Lock _lock = new();
    private readonly List<Fault> _faults = [];

    /// <summary>Gets the faults in the order they came.</summary>
    public IReadOnlyList<Fault> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _faults];
            }
        }
    }

    /// <summary>Adds a fault.</summary>
    public void Add(Fault fault)
    {
        lock (_lock)
        {
            _faults.Add(fault);
        }
    }

    /// <summary>Forgets all faults.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _faults.Clear();
        }
    }

    /// <summary>Lets a request meet a fault of its operation, if there is one.</summary>
    /// <exception cref="ServiceError">The fault.</exception>
    public void Meet(ServiceTarget target)
    {
        if (Take(fault => fault.Operation == target.Operation) is { } fault)
        {
            throw fault.Kind == FaultKind.Throttle ? Errors.Throttled(target.Format, fault.Reason) : Errors.InjectedFailure(target.Format, fault.Reason);
        }
    }

    /// <summary>Takes the fault that a job of a kind is to meet.</summary>
    /// <returns>The fault, or null.</returns>
    public Fault? TakeOfJob(string job) => Take(fault => fault.Job == job);

    private Fault? Take(Predicate<Fault> meets)
    {
        lock (_lock)
        {
            var index = _faults.FindIndex(meets);
            if (index < 0)
            {
                return null;
            }

            var fault = _faults[index];
            if (fault.Times == 1)
            {
                _faults.RemoveAt(index);
            }
            else
            {
                _faults[index] = fault with { Times = fault.Times - 1 };
            }

            return fault;
        }
    }
}
