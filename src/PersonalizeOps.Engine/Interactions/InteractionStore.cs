namespace PersonalizeOps.Engine.Interactions;

/// <summary>
/// The interactions of a dataset in columns, with users and items numbered in id order (numeric ids by value, then all others by their
/// bytes). A store opened from a file is mapped: it takes no memory of its own, and must not be used after <see cref="Dispose"/>.
/// Reading is thread-safe.
/// </summary>
public sealed class InteractionStore : IDisposable
{
    private const string FileKind = "interactions";
    private readonly SectionFile? _file;
    private readonly InteractionColumns _columns;
    private bool _isDisposed;

    internal InteractionStore(IdTable users, IdTable items, InteractionColumns columns, string[] eventTypes)
    {
        Users = users;
        Items = items;
        _columns = columns;
        EventTypeTable = eventTypes;
    }

    private InteractionStore(SectionFile file)
    {
        _file = file;
        Users = IdTable.Read(file, "users");
        Items = IdTable.Read(file, "item.ids");
        EventTypeTable = file.GetText("event.type.names").Split('\0');
        _columns = new InteractionColumns(file, Users.Count, Items.Count, EventTypeTable.Count);
    }

    /// <summary>Users with at least one interaction.</summary>
    public int UserCount => Users.Count;

    /// <summary>Items with at least one interaction.</summary>
    public int ItemCount => Items.Count;

    /// <summary>Interactions, exact duplicates counted once.</summary>
    public long Count => Columns.Count;

    /// <summary>The newest timestamp in seconds since the Unix epoch; 0 in an empty store.</summary>
    public long LatestTimestamp
    {
        get
        {
            var latest = Count == 0 ? 0 : long.MinValue;
            for (var user = 0; user < UserCount; user++)
            {
                latest = Math.Max(latest, TimestampsOf(user)[^1]);
            }

            return latest;
        }
    }

    /// <summary>The event types that occur, in the order of their first occurrence; rows without one are not counted.</summary>
    public IReadOnlyList<string> EventTypes => [.. EventTypeTable.Skip(1)];

    /// <summary>The event type the store was filtered by with <see cref="Where(string?, double?)"/>; null when it was not.</summary>
    public string? EventTypeFilter { get; private set; }

    /// <summary>The names of the own columns, such as DEVICE or IMPRESSION, in the order of the schema.</summary>
    public IReadOnlyList<string> ColumnNames => [.. Columns.Metadata.Select(column => column.Name)];

    internal IdTable Users { get; }

    internal IdTable Items { get; }

    internal IReadOnlyList<string> EventTypeTable { get; }

    internal InteractionColumns Columns
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _columns;
        }
    }

    /// <summary>Opens a store that <see cref="Save"/> wrote: maps it and verifies its checksums.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The store; dispose it to release the file.</returns>
    /// <exception cref="StoreFormatException">The file is foreign, cut short, damaged or of a newer version.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static InteractionStore Open(string path)
    {
        var file = SectionFile.Open(path, kind => kind == FileKind);
        try
        {
            return new InteractionStore(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes the store: aside, flushed to the disk, then renamed, so that a kill leaves the old file or the new one.</summary>
    /// <param name="path">The file; replaced if it exists. Its folder must exist.</param>
    public void Save(string path)
    {
        var writer = new SectionFileWriter();
        Users.Write(writer, "users");
        Items.Write(writer, "item.ids");
        writer.Add("event.type.names", string.Join('\0', EventTypeTable));
        Columns.Write(writer);
        writer.Save(path, FileKind);
    }

    /// <summary>Finds a user's number.</summary>
    /// <param name="userId">The id.</param>
    /// <param name="user">0 to <see cref="UserCount"/> - 1; -1 when unknown.</param>
    /// <returns>Whether the user has interactions.</returns>
    public bool TryGetUser(string userId, out int user) => Users.TryFind(userId, out user);

    /// <summary>Finds an item's number.</summary>
    /// <param name="itemId">The id.</param>
    /// <param name="item">0 to <see cref="ItemCount"/> - 1; -1 when unknown.</param>
    /// <returns>Whether the item has interactions.</returns>
    public bool TryGetItem(string itemId, out int item) => Items.TryFind(itemId, out item);

    /// <summary>The id of a user.</summary>
    /// <param name="user">The user's number.</param>
    /// <returns>The id.</returns>
    public string GetUserId(int user) => Users.GetString(user);

    /// <summary>The id of an item.</summary>
    /// <param name="item">The item's number.</param>
    /// <returns>The id.</returns>
    public string GetItemId(int item) => Items.GetString(item);

    /// <summary>The items of a user's interactions, oldest first.</summary>
    /// <param name="user">The user's number.</param>
    /// <returns>Item numbers.</returns>
    public ReadOnlySpan<int> ItemsOf(int user) => Columns.Items.Span[RowsOf(user)];

    /// <summary>The timestamps of a user's interactions, oldest first.</summary>
    /// <param name="user">The user's number.</param>
    /// <returns>Seconds since the Unix epoch.</returns>
    public ReadOnlySpan<long> TimestampsOf(int user) => Columns.Timestamps.Span[RowsOf(user)];

    /// <summary>The rows of a user, oldest first; rows count through all users in their order.</summary>
    /// <param name="user">The user's number.</param>
    /// <returns>Rows of 0 to <see cref="Count"/> - 1.</returns>
    public Range RowsOf(int user)
    {
        var starts = Columns.UserStarts.Span;
        return starts[user]..starts[user + 1];
    }

    /// <summary>The value of a row in an own column.</summary>
    /// <param name="row">0 to <see cref="Count"/> - 1; see <see cref="RowsOf"/>.</param>
    /// <param name="column">The column's name, compared ordinally.</param>
    /// <returns>The text; null when it is absent or there is no such column.</returns>
    public string? GetColumnValue(int row, string column) => FindColumn(column)?.GetValue(row);

    /// <summary>The event type of a row.</summary>
    /// <param name="row">0 to <see cref="Count"/> - 1; see <see cref="RowsOf"/>.</param>
    /// <returns>The text; null when the row has none.</returns>
    public string? GetEventType(int row) => Columns.EventTypes.Span[row] is var type and not 0 ? EventTypeTable[type] : null;

    /// <summary>The event value of a row.</summary>
    /// <param name="row">0 to <see cref="Count"/> - 1; see <see cref="RowsOf"/>.</param>
    /// <returns>The value; NaN when the row has none.</returns>
    public float GetEventValue(int row) => Columns.Values.Span[row];

    /// <summary>The interactions a solution trains on. Users and items left without one are not in the result.</summary>
    /// <param name="eventType">Keeps rows of this event type; null keeps all.</param>
    /// <param name="minValue">Keeps rows whose event value is at least this; rows without a value are dropped. Null keeps all.</param>
    /// <returns>A new store in memory, independent of this one.</returns>
    public InteractionStore Where(string? eventType, double? minValue)
    {
        var wanted = eventType is null ? -1 : IndexOfEventType(eventType);
        var store = Where((type, value) => (eventType is null || type == wanted) && (minValue is null || value >= minValue));
        store.EventTypeFilter = eventType;
        return store;
    }

    /// <summary>The interactions whose event type, by its place in <see cref="EventTypeTable"/>, and value are wanted, in a new store in memory.</summary>
    internal InteractionStore Where(Func<byte, float, bool> isWanted)
    {
        var builder = new InteractionStoreBuilder(ColumnNames);
        builder.Add(this, isWanted);
        var store = builder.Build();
        store.EventTypeFilter = EventTypeFilter;
        return store;
    }

    /// <summary>The interactions of all but some users. Items left without one are not in the result.</summary>
    /// <param name="userIds">The users to leave out; those that are not there do no harm.</param>
    /// <returns>A new store in memory, independent of this one.</returns>
    public InteractionStore Except(IReadOnlySet<string> userIds)
    {
        ArgumentNullException.ThrowIfNull(userIds);
        var builder = new InteractionStoreBuilder(ColumnNames);
        builder.Add(this, static (_, _) => true, user => !userIds.Contains(GetUserId(user)));
        return builder.Build();
    }

    /// <summary>The same interactions with only some of the own columns; good while this store is, and needs no disposal of its own.</summary>
    /// <param name="isWanted">Tells whether an own column is wanted.</param>
    /// <returns>The store.</returns>
    public InteractionStore Select(Func<string, bool> isWanted)
    {
        ArgumentNullException.ThrowIfNull(isWanted);
        return new InteractionStore(Users, Items, Columns.Select(isWanted), [.. EventTypeTable]) { EventTypeFilter = EventTypeFilter };
    }

    /// <summary>Releases the mapped file, if there is one.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _file?.Dispose();
    }

    internal MetadataColumn? FindColumn(string name) => Columns.Metadata.FirstOrDefault(column => column.Name == name);

    private int IndexOfEventType(string eventType)
    {
        for (var i = 0; i < EventTypeTable.Count; i++)
        {
            if (EventTypeTable[i] == eventType)
            {
                return i;
            }
        }

        return int.MaxValue;
    }
}
