namespace PersonalizeOps.Engine.Interactions;

/// <summary>The item sequences of some users, oldest first: the columns of a store, looked at through a choice of its users.</summary>
internal sealed class Histories
{
    private readonly Column<int> _starts;
    private readonly Column<int> _items;
    private readonly int[]? _users;

    public Histories(Column<int> starts, Column<int> items, int itemCount, int[]? users = null)
    {
        _starts = starts;
        _items = items;
        _users = users;
        ItemCount = itemCount;
        for (var i = 0; i < Count; i++)
        {
            InteractionCount += this[i].Length;
        }
    }

    public int Count => _users?.Length ?? _starts.Length - 1;

    public int ItemCount { get; }

    public long InteractionCount { get; }

    public ReadOnlySpan<int> this[int index]
    {
        get
        {
            var user = _users?[index] ?? index;
            var starts = _starts.Span;
            return _items.Span[starts[user]..starts[user + 1]];
        }
    }

    /// <summary>
    /// The row in the store of a history's first item; the others follow. Not for histories that were detached from a choice of users.
    /// </summary>
    public int FirstRow(int index) => _starts.Span[_users?[index] ?? index];

    /// <summary>The number of a history's user in the store; as for <see cref="FirstRow"/>.</summary>
    public int UserOf(int index) => _users?[index] ?? index;

    public static Histories From(InteractionStore store) => new(store.Columns.UserStarts, store.Columns.Items, store.ItemCount);

    public static Histories Empty(int itemCount) => new(new Column<int>([0]), new Column<int>([]), itemCount);

    /// <summary>A choice of these histories, by their positions here.</summary>
    public Histories Select(int[] positions)
    {
        var users = _users is null ? positions : Array.ConvertAll(positions, position => _users[position]);
        return new Histories(_starts, _items, ItemCount, users);
    }

    /// <summary>The same histories, all in memory of their own, without a choice in between.</summary>
    public Histories Detach()
    {
        if (_users is null)
        {
            return new Histories(_starts.Detach(), _items.Detach(), ItemCount);
        }

        var starts = new int[Count + 1];
        var items = new int[InteractionCount];
        for (var i = 0; i < Count; i++)
        {
            this[i].CopyTo(items.AsSpan(starts[i]));
            starts[i + 1] = starts[i] + this[i].Length;
        }

        return new Histories(new Column<int>(starts), new Column<int>(items), ItemCount);
    }

    /// <summary>All histories under other item numbers, in memory of their own.</summary>
    /// <param name="positions">The new number of each item.</param>
    /// <param name="itemCount">The number of items there are then.</param>
    public Histories Renumber(int[] positions, int itemCount)
    {
        var own = Detach();
        var items = own._items.Span.ToArray();
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = positions[items[i]];
        }

        return new Histories(own._starts, new Column<int>(items), itemCount);
    }

    /// <summary>For every item, the number of different users who interacted with it.</summary>
    public int[] CountUsers()
    {
        var counts = new int[ItemCount];
        var lastUser = new int[ItemCount];
        for (var i = 0; i < Count; i++)
        {
            foreach (var item in this[i])
            {
                if (lastUser[item] != i + 1)
                {
                    lastUser[item] = i + 1;
                    counts[item]++;
                }
            }
        }

        return counts;
    }

    public void Write(SectionFileWriter writer, string name)
    {
        if (_users is not null)
        {
            Detach().Write(writer, name);
            return;
        }

        writer.Add(name + ".starts", _starts);
        writer.Add(name + ".items", _items);
    }

    public static Histories Read(SectionFile file, string name, int itemCount)
    {
        var starts = file.Get<int>(name + ".starts");
        var items = file.Get<int>(name + ".items");
        var isConsistent = starts.Length > 0
            && starts.Span[0] == 0
            && starts.Span[^1] == items.Length
            && (items.Length == 0 || !items.Span.ContainsAnyExceptInRange(0, itemCount - 1));
        for (var i = 1; isConsistent && i < starts.Length; i++)
        {
            isConsistent = starts.Span[i - 1] <= starts.Span[i];
        }

        return isConsistent ? new Histories(starts, items, itemCount) : throw file.Invalid($"its histories '{name}' are inconsistent");
    }
}
