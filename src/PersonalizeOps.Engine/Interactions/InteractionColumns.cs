namespace PersonalizeOps.Engine.Interactions;

/// <summary>The columns of a store: rows user by user, each user's oldest first.</summary>
internal sealed class InteractionColumns
{
    private const int SmallRun = 16;

    /// <summary>Columns read from a file.</summary>
    public InteractionColumns(SectionFile file, int userCount, int itemCount, int eventTypeCount)
    {
        UserStarts = file.Get<int>("user.starts");
        Items = file.Get<int>("items");
        Timestamps = file.Get<long>("timestamps");
        EventTypes = file.Get<byte>("event.types");
        Values = file.Get<float>("values");
        Validate(file, userCount, itemCount, eventTypeCount);
    }

    /// <summary>Orders rows into columns, leaving out exact duplicates.</summary>
    public InteractionColumns(InteractionRows rows, int[] userPositions, int[] itemPositions)
    {
        var order = rows.GroupByUser(userPositions.Length, out var starts);
        var users = InvertPositions(userPositions);
        var target = new Target(rows.Count);
        var userStarts = new int[users.Length + 1];
        var buffer = Array.Empty<InteractionRow>();
        for (var user = 0; user < users.Length; user++)
        {
            var own = order.AsSpan(starts[users[user]]..starts[users[user] + 1]);
            if (buffer.Length < own.Length)
            {
                buffer = new InteractionRow[Math.Max(own.Length, buffer.Length * 2)];
            }

            for (var i = 0; i < own.Length; i++)
            {
                ref readonly var row = ref rows[own[i]];
                buffer[i] = row with { User = i, Item = itemPositions[row.Item] };
            }

            SortByTime(buffer.AsSpan(0, own.Length));
            AppendDistinct(buffer.AsSpan(0, own.Length), target);
            userStarts[user + 1] = target.Count;
        }

        UserStarts = new Column<int>(userStarts);
        (Items, Timestamps, EventTypes, Values) = target.ToColumns();
    }

    public Column<int> UserStarts { get; }

    public Column<int> Items { get; }

    public Column<long> Timestamps { get; }

    public Column<byte> EventTypes { get; }

    public Column<float> Values { get; }

    public int Count => Items.Length;

    public void Write(SectionFileWriter writer)
    {
        writer.Add("user.starts", UserStarts);
        writer.Add("items", Items);
        writer.Add("timestamps", Timestamps);
        writer.Add("event.types", EventTypes);
        writer.Add("values", Values);
    }

    private static int[] InvertPositions(int[] positions)
    {
        var inverse = new int[positions.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            inverse[positions[i]] = i;
        }

        return inverse;
    }

    // The field User holds the position of arrival here, which makes the order total and the sort stable.
    private static void SortByTime(Span<InteractionRow> rows)
    {
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows[i].Timestamp < rows[i - 1].Timestamp)
            {
                rows.Sort(static (left, right) =>
                {
                    var byTime = left.Timestamp.CompareTo(right.Timestamp);
                    return byTime != 0 ? byTime : left.User.CompareTo(right.User);
                });
                return;
            }
        }
    }

    private static void AppendDistinct(ReadOnlySpan<InteractionRow> rows, Target target)
    {
        for (var start = 0; start < rows.Length;)
        {
            var end = start + 1;
            while (end < rows.Length && rows[end].Timestamp == rows[start].Timestamp)
            {
                end++;
            }

            AppendDistinctRun(rows[start..end], target);
            start = end;
        }
    }

    private static void AppendDistinctRun(ReadOnlySpan<InteractionRow> run, Target target)
    {
        var seen = run.Length > SmallRun ? new HashSet<(int, byte, int)>(run.Length) : null;
        for (var i = 0; i < run.Length; i++)
        {
            var isNew = seen?.Add((run[i].Item, run[i].EventType, BitConverter.SingleToInt32Bits(run[i].Value))) ?? IsFirst(run, i);
            if (isNew)
            {
                target.Append(run[i]);
            }
        }
    }

    private static bool IsFirst(ReadOnlySpan<InteractionRow> run, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (run[i].IsSame(run[index]))
            {
                return false;
            }
        }

        return true;
    }

    private void Validate(SectionFile file, int userCount, int itemCount, int eventTypeCount)
    {
        var starts = UserStarts.Span;
        var isConsistent = starts.Length == userCount + 1
            && starts[0] == 0
            && starts[^1] == Count
            && Timestamps.Length == Count
            && EventTypes.Length == Count
            && Values.Length == Count
            && (Count == 0 || !Items.Span.ContainsAnyExceptInRange(0, itemCount - 1));
        for (var user = 0; isConsistent && user < userCount; user++)
        {
            isConsistent = starts[user] <= starts[user + 1];
        }

        if (!isConsistent || EventTypes.Span.ContainsAnyExceptInRange((byte)0, (byte)(eventTypeCount - 1)))
        {
            throw file.Invalid("its columns do not fit together");
        }
    }

    private sealed class Target(int capacity)
    {
        private int[] _items = new int[capacity];
        private long[] _timestamps = new long[capacity];
        private byte[] _eventTypes = new byte[capacity];
        private float[] _values = new float[capacity];

        public int Count { get; private set; }

        public void Append(in InteractionRow row)
        {
            _items[Count] = row.Item;
            _timestamps[Count] = row.Timestamp;
            _eventTypes[Count] = row.EventType;
            _values[Count] = row.Value;
            Count++;
        }

        public (Column<int> Items, Column<long> Timestamps, Column<byte> EventTypes, Column<float> Values) ToColumns()
        {
            Array.Resize(ref _items, Count);
            Array.Resize(ref _timestamps, Count);
            Array.Resize(ref _eventTypes, Count);
            Array.Resize(ref _values, Count);
            return (new(_items), new(_timestamps), new(_eventTypes), new(_values));
        }
    }
}
