using System.Runtime.InteropServices;

namespace PersonalizeOps.Data;

/// <summary>Counts faults by kind and column and keeps the first of each. Faults come in the order of the rows.</summary>
internal sealed class FaultTally(int maximum)
{
    private readonly Dictionary<(string Code, string? Column), Kind> _kinds = [];

    /// <summary>Counts a fault.</summary>
    /// <returns>Whether its description is wanted, by <see cref="Keep"/>.</returns>
    public bool Count(string code, string? column)
    {
        ref var kind = ref CollectionsMarshal.GetValueRefOrAddDefault(_kinds, (code, column), out _);
        kind ??= new Kind();
        kind.Count++;
        return kind.First.Count < Math.Max(maximum, 1);
    }

    /// <summary>Keeps a fault that was counted.</summary>
    public void Keep(DatasetFault fault) => _kinds[(fault.Code, fault.Column)].First.Add(fault);

    /// <summary>Counts and keeps a fault.</summary>
    public void Add(DatasetFault fault)
    {
        if (Count(fault.Code, fault.Column))
            Keep(fault);
    }

    /// <summary>Adds the faults of other rows.</summary>
    public void Add(FaultTally other)
    {
        foreach (var (key, kind) in other._kinds)
        {
            ref var own = ref CollectionsMarshal.GetValueRefOrAddDefault(_kinds, key, out _);
            own ??= new Kind();
            own.Count += kind.Count;
            own.First = [.. own.First.Concat(kind.First).OrderBy(fault => fault.Row).Take(Math.Max(maximum, 1))];
        }
    }

    /// <summary>A finding for each kind, in the order of their first rows.</summary>
    public IEnumerable<CheckFinding> ToFindings() => _kinds
        .OrderBy(pair => pair.Value.First[0].Row).ThenBy(pair => pair.Key.Column, StringComparer.Ordinal).ThenBy(pair => pair.Key.Code, StringComparer.Ordinal)
        .Select(pair => ToFinding(pair.Key.Code, pair.Key.Column, pair.Value));

    private CheckFinding ToFinding(string code, string? column, Kind kind)
    {
        var shown = kind.First.Take(maximum).Where(fault => fault.Row > 0).ToList();
        var first = kind.First[0];
        var problem = char.ToUpperInvariant(first.Problem[0]) + first.Problem[1..];
        return new CheckFinding(
            CheckRules.SeverityOf(code),
            code,
            column,
            kind.Count,
            [.. shown.Select(fault => fault.Row)],
            $"{problem}.",
            $"{first.Advice}.",
            [.. shown.Select(fault => $"row {fault.Row}: {fault.Problem}")]);
    }

    private sealed class Kind
    {
        public long Count { get; set; }

        public List<DatasetFault> First { get; set; } = [];
    }
}
