namespace PersonalizeOps.Data;

/// <summary>Finds repeated records in parts of what was remembered. What it counts does not depend on the order of the records.</summary>
internal sealed class RepetitionSearch(int maximumLines)
{
    private readonly CompactTable _groups = new(1 << 14);
    private readonly CompactTable _records = new();
    private readonly FirstLines _repeats = new(maximumLines);
    private readonly FirstLines _duplicates = new(maximumLines);

    public long Records { get; private set; }

    public long Repeats { get; private set; }

    public long Duplicates { get; private set; }

    public IReadOnlyList<long> RepeatLines => _repeats.Lines;

    public IReadOnlyList<long> DuplicateLines => _duplicates.Lines;

    /// <summary>Looks through one part.</summary>
    public void Search(IReadOnlyList<RecordKeys> keys, int part)
    {
        _groups.Clear();
        _records.Clear();
        foreach (var own in keys)
            own.Visit(part, Add);
    }

    private void Add(ReadOnlyMemory<RecordKeys.Key> keys)
    {
        Records += keys.Length;
        foreach (ref readonly var key in keys.Span)
            _groups.Touch(key.Group);
        foreach (ref readonly var key in keys.Span)
            Add(key);
    }

    private void Add(in RecordKeys.Key key)
    {
        ref var group = ref _groups.Get(key.Group, out var isNew);
        if (isNew)
        {
            (group.Value, group.Line) = (key.Rest, key.Line);
            return;
        }

        Repeats++;
        // The record that opened the group is remembered as such once the group has a second one.
        ref var opening = ref _records.Get(TextHash.Join(key.Group, group.Value), out isNew);
        if (isNew)
            opening.Line = group.Line;
        Later(ref group, key.Line, _repeats);

        ref var record = ref _records.Get(TextHash.Join(key.Group, key.Rest), out isNew);
        if (isNew)
        {
            record.Line = key.Line;
            return;
        }

        Duplicates++;
        Later(ref record, key.Line, _duplicates);
    }

    /// <summary>Of two lines the later repeats the earlier, whichever came first here.</summary>
    private static void Later(ref CompactTable.Entry entry, uint line, FirstLines lines)
    {
        lines.Add(Math.Max(entry.Line, line));
        entry.Line = Math.Min(entry.Line, line);
    }
}
