namespace PersonalizeOps.Engine.Interactions;

/// <summary>Orders collected rows into columns: user by user, each user's oldest first, those of the same second by arrival; exact duplicates once.</summary>
internal sealed class RowOrdering
{
    private const int RowsPerBlock = 1 << 16;
    private readonly RowRuns _runs;
    private readonly int[] _itemPositions;
    private readonly SameInteraction _sameness;
    private readonly int[] _starts;
    private readonly int[] _counts;
    private readonly int[] _items;
    private readonly long[] _timestamps;
    private readonly byte[] _eventTypes;
    private readonly float[] _values;
    private readonly int[] _positions; // of use where there are own columns

    public RowOrdering(InteractionRows rows, MetadataRows metadata, int[] userPositions, int[] itemPositions)
    {
        (_runs, _itemPositions) = (rows.GroupByUser(userPositions), itemPositions);
        _sameness = new SameInteraction(metadata);
        _starts = _runs.RowStarts;
        _counts = new int[userPositions.Length];
        _items = GC.AllocateUninitializedArray<int>(rows.Count);
        _timestamps = GC.AllocateUninitializedArray<long>(rows.Count);
        _eventTypes = GC.AllocateUninitializedArray<byte>(rows.Count);
        _values = GC.AllocateUninitializedArray<float>(rows.Count);
        _positions = metadata.ColumnCount > 0 ? GC.AllocateUninitializedArray<int>(rows.Count) : [];
    }

    /// <summary>Orders the rows.</summary>
    /// <param name="positions">Where each row of the columns was; empty where there are no own columns.</param>
    public (Column<int> UserStarts, Column<int> Items, Column<long> Timestamps, Column<byte> EventTypes, Column<float> Values) Run(
        out ReadOnlySpan<int> positions)
    {
        Parallel.ForEach(Blocks(), () => new UserRows(_sameness), Order, _ => { });
        var starts = new int[_starts.Length];
        for (var user = 0; user < _counts.Length; user++)
        {
            starts[user + 1] = starts[user] + _counts[user];
        }

        positions = _positions.Length == 0 ? [] : Close(_positions, starts).AsSpan();
        return (new(starts), new(Close(_items, starts)), new(Close(_timestamps, starts)), new(Close(_eventTypes, starts)), new(Close(_values, starts)));
    }

    /// <summary>Ranges of users with about as many rows.</summary>
    private IEnumerable<(int First, int End)> Blocks()
    {
        var first = 0;
        for (var user = 0; user < _counts.Length; user++)
        {
            if (_starts[user + 1] - _starts[first] >= RowsPerBlock || user == _counts.Length - 1)
            {
                yield return (first, user + 1);
                first = user + 1;
            }
        }
    }

    private UserRows Order((int First, int End) users, ParallelLoopState state, UserRows buffer)
    {
        for (var user = users.First; user < users.End; user++)
        {
            buffer.Clear();
            _runs.CopyTo(buffer, user, _itemPositions);
            var target = _starts[user];
            foreach (ref readonly var row in buffer.Order())
            {
                (_items[target], _timestamps[target], _eventTypes[target], _values[target]) = (row.Item, row.Timestamp, row.EventType, row.Value);
                if (_positions.Length > 0)
                {
                    _positions[target] = row.User;
                }

                target++;
            }

            _counts[user] = target - _starts[user];
        }

        return buffer;
    }

    /// <summary>Closes the gaps that duplicates left.</summary>
    private T[] Close<T>(T[] values, int[] starts)
    {
        if (starts[^1] == values.Length)
        {
            return values;
        }

        for (var user = 0; user < _counts.Length; user++)
        {
            Array.Copy(values, _starts[user], values, starts[user], _counts[user]);
        }

        return values[..starts[^1]];
    }
}
