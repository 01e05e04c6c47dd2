namespace PersonalizeOps.Engine.Interactions;

/// <summary>The rows of one user while they are ordered; used again for the next. Their field User holds the position of the row.</summary>
internal sealed class UserRows(SameInteraction sameness)
{
    private const int SmallRun = 16;
    private InteractionRow[] _rows = new InteractionRow[256];
    private InteractionRow[] _sorted = new InteractionRow[256];
    private ulong[] _keys = new ulong[256];
    private int _count;

    public void Clear() => _count = 0;

    public void Add(in InteractionRow row)
    {
        if (_count == _rows.Length)
        {
            Array.Resize(ref _rows, _count * 2);
            Array.Resize(ref _sorted, _count * 2);
            Array.Resize(ref _keys, _count * 2);
        }

        _rows[_count++] = row;
    }

    /// <summary>The rows by time, those of the same second as they were added, exact duplicates once. Good until the next call.</summary>
    public ReadOnlySpan<InteractionRow> Order()
    {
        SortByTime();
        var distinct = 0;
        for (var start = 0; start < _count;)
        {
            var end = start + 1;
            while (end < _count && _rows[end].Timestamp == _rows[start].Timestamp)
            {
                end++;
            }

            distinct = end - start == 1 && distinct == start ? end : MoveDistinct(start, end, distinct);
            start = end;
        }

        return _rows.AsSpan(0, distinct);
    }

    private void SortByTime()
    {
        var (earliest, latest, isSorted) = (_rows[0].Timestamp, _rows[0].Timestamp, true);
        for (var i = 1; i < _count; i++)
        {
            isSorted &= _rows[i].Timestamp >= _rows[i - 1].Timestamp;
            earliest = Math.Min(earliest, _rows[i].Timestamp);
            latest = Math.Max(latest, _rows[i].Timestamp);
        }

        if (isSorted)
        {
            return;
        }

        var keys = _keys.AsSpan(0, _count);
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = ((ulong)(_rows[i].Timestamp - earliest) << 32) | (uint)i;
        }

        if ((ulong)latest - (ulong)earliest <= uint.MaxValue)
        {
            keys.Sort();
        }
        else
        {
            keys.Sort((left, right) => CompareTimes((int)(uint)left, (int)(uint)right));
        }

        for (var i = 0; i < keys.Length; i++)
        {
            _sorted[i] = _rows[(int)(uint)keys[i]];
        }

        (_rows, _sorted) = (_sorted, _rows);
    }

    private int CompareTimes(int left, int right)
    {
        var byTime = _rows[left].Timestamp.CompareTo(_rows[right].Timestamp);
        return byTime != 0 ? byTime : left.CompareTo(right);
    }

    /// <summary>Moves the distinct rows of one second down to a place.</summary>
    /// <returns>The place after them.</returns>
    private int MoveDistinct(int start, int end, int target)
    {
        var seen = end - start > SmallRun ? new HashSet<InteractionRow>(end - start, sameness) : null;
        for (var (first, i) = (target, start); i < end; i++)
        {
            if (seen?.Add(_rows[i]) ?? !Contains(first, target, _rows[i]))
            {
                _rows[target++] = _rows[i];
            }
        }

        return target;
    }

    private bool Contains(int start, int end, in InteractionRow row)
    {
        for (var i = start; i < end; i++)
        {
            if (sameness.Equals(_rows[i], row))
            {
                return true;
            }
        }

        return false;
    }
}
