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
        Metadata = MetadataColumn.Read(file, Count);
        Validate(file, userCount, itemCount, eventTypeCount);
    }

    /// <summary>Orders rows into columns, leaving out exact duplicates.</summary>
    public InteractionColumns(InteractionRows rows, MetadataRows metadata, int[] userPositions, int[] itemPositions)
    {
        var order = rows.GroupByUser(userPositions.Length, out var starts);
        var users = InvertPositions(userPositions);
        var target = new Target(rows.Count, metadata.ColumnCount > 0);
        var sameness = new SameInteraction(metadata);
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
                buffer[i] = row with { User = own[i], Item = itemPositions[row.Item] };
            }

            SortByTime(buffer.AsSpan(0, own.Length));
            AppendDistinct(buffer.AsSpan(0, own.Length), sameness, target);
            userStarts[user + 1] = target.Count;
        }

        UserStarts = new Column<int>(userStarts);
        (Items, Timestamps, EventTypes, Values) = target.ToColumns();
        Metadata = metadata.ToColumns(target.Rows);
    }

    private InteractionColumns(InteractionColumns rows, IReadOnlyList<MetadataColumn> metadata)
    {
        (UserStarts, Items, Timestamps, EventTypes, Values) = (rows.UserStarts, rows.Items, rows.Timestamps, rows.EventTypes, rows.Values);
        Metadata = metadata;
    }

    public Column<int> UserStarts { get; }

    public Column<int> Items { get; }

    public Column<long> Timestamps { get; }

    public Column<byte> EventTypes { get; }

    public Column<float> Values { get; }

    public IReadOnlyList<MetadataColumn> Metadata { get; }

    public int Count => Items.Length;

    /// <summary>The same rows with some of the own columns.</summary>
    public InteractionColumns Select(Func<string, bool> isWanted) => new(this, [.. Metadata.Where(column => isWanted(column.Name))]);

    public void Write(SectionFileWriter writer)
    {
        writer.Add("user.starts", UserStarts);
        writer.Add("items", Items);
        writer.Add("timestamps", Timestamps);
        writer.Add("event.types", EventTypes);
        writer.Add("values", Values);
        MetadataColumn.Write(writer, Metadata);
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

    // The field User holds the number of the row here, ascending by arrival, which makes the order total and the sort stable.
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

    private static void AppendDistinct(ReadOnlySpan<InteractionRow> rows, SameInteraction sameness, Target target)
    {
        for (var start = 0; start < rows.Length;)
        {
            var end = start + 1;
            while (end < rows.Length && rows[end].Timestamp == rows[start].Timestamp)
            {
                end++;
            }

            AppendDistinctRun(rows[start..end], sameness, target);
            start = end;
        }
    }

    private static void AppendDistinctRun(ReadOnlySpan<InteractionRow> run, SameInteraction sameness, Target target)
    {
        var seen = run.Length > SmallRun ? new HashSet<InteractionRow>(run.Length, sameness) : null;
        for (var i = 0; i < run.Length; i++)
        {
            if (seen?.Add(run[i]) ?? IsFirst(run, i, sameness))
            {
                target.Append(run[i]);
            }
        }
    }

    private static bool IsFirst(ReadOnlySpan<InteractionRow> run, int index, SameInteraction sameness)
    {
        for (var i = 0; i < index; i++)
        {
            if (sameness.Equals(run[i], run[index]))
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

    private sealed class Target(int capacity, bool keepsRows)
    {
        private readonly int[] _rows = keepsRows ? new int[capacity] : [];
        private int[] _items = new int[capacity];
        private long[] _timestamps = new long[capacity];
        private byte[] _eventTypes = new byte[capacity];
        private float[] _values = new float[capacity];

        public int Count { get; private set; }

        public ReadOnlySpan<int> Rows => keepsRows ? _rows.AsSpan(0, Count) : [];

        public void Append(in InteractionRow row)
        {
            _items[Count] = row.Item;
            _timestamps[Count] = row.Timestamp;
            _eventTypes[Count] = row.EventType;
            _values[Count] = row.Value;
            if (keepsRows)
            {
                _rows[Count] = row.User;
            }

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

    /// <summary>Whether two rows of one user are the same interaction; their field User holds the number of the row.</summary>
    private sealed class SameInteraction(MetadataRows metadata) : IEqualityComparer<InteractionRow>
    {
        public bool Equals(InteractionRow left, InteractionRow right) => left.IsSame(right) && metadata.IsSame(left.User, right.User);

        public int GetHashCode(InteractionRow row) =>
            HashCode.Combine(row.Item, row.Timestamp, row.EventType, BitConverter.SingleToInt32Bits(row.Value), metadata.HashOf(row.User));
    }
}
