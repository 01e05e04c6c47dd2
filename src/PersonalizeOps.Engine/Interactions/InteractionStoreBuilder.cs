using System.Runtime.CompilerServices;
using System.Text;

namespace PersonalizeOps.Engine.Interactions;

/// <summary>
/// Collects interactions and builds an <see cref="InteractionStore"/>. Not thread-safe. Takes 24 bytes per row until <see cref="Build"/>,
/// and 4 more for each own column.
/// </summary>
public sealed class InteractionStoreBuilder
{
    private readonly IdInterner _users = new();
    private readonly IdInterner _items = new();
    private readonly EventTypeInterner _eventTypes = new();
    private readonly string[] _columns;
    private readonly MetadataRows _metadata;
    private readonly PendingRows _pending;
    private InteractionRows? _rows = new();

    /// <summary>Starts a store.</summary>
    /// <param name="columns">The names of the own columns, such as DEVICE; distinct. Their values are set by <see cref="SetValue"/>.</param>
    /// <exception cref="ArgumentException">A name is empty or given twice.</exception>
    public InteractionStoreBuilder(params IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = [.. columns];
        if (_columns.Any(name => string.IsNullOrEmpty(name) || name.Contains('\0')) || _columns.Distinct(StringComparer.Ordinal).Count() != _columns.Length)
        {
            throw new ArgumentException("Column names must be distinct and not empty.", nameof(columns));
        }

        _metadata = new MetadataRows(_columns);
        _pending = new PendingRows(_users, _items, row => Rows.Add(row));
    }

    /// <summary>The rows added so far, exact duplicates included.</summary>
    public long Count => AllRows.Count;

    private InteractionRows AllRows
    {
        get
        {
            _pending.Clear();
            return Rows;
        }
    }

    private InteractionRows Rows => _rows ?? throw new InvalidOperationException("The store was built already.");

    /// <summary>Adds one interaction.</summary>
    /// <param name="userId">UTF-8, 1 to 1,024 bytes.</param>
    /// <param name="itemId">UTF-8, 1 to 1,024 bytes.</param>
    /// <param name="timestamp">Seconds since the Unix epoch.</param>
    /// <param name="eventType">UTF-8; empty for none. At most 255 different ones.</param>
    /// <param name="eventValue"><see cref="float.NaN"/> for none.</param>
    /// <exception cref="ArgumentException">An id is empty, too long or not UTF-8, the event type is not UTF-8, or there are too many.</exception>
    public void Add(ReadOnlySpan<byte> userId, ReadOnlySpan<byte> itemId, long timestamp, ReadOnlySpan<byte> eventType, float eventValue)
    {
        var type = _eventTypes.Intern(eventType);
        var value = float.IsNaN(eventValue) ? float.NaN : eventValue;
        if (_columns.Length == 0 && IdInterner.TryGetKey(userId, out var user) && IdInterner.TryGetKey(itemId, out var item))
        {
            _ = Rows; // throws where the store was built already
            _pending.Add(user, item, timestamp, value, type);
        }
        else
        {
            AddAtOnce(userId, itemId, timestamp, type, value);
        }
    }

    /// <summary>Sets a value of the interaction added last.</summary>
    /// <param name="column">The position of the column among those the builder was made with.</param>
    /// <param name="value">UTF-8 of at most 4,000 bytes; empty for absent.</param>
    /// <exception cref="ArgumentException">The value is too long or not UTF-8.</exception>
    /// <exception cref="InvalidOperationException">Nothing was added yet.</exception>
    public void SetValue(int column, ReadOnlySpan<byte> value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, _columns.Length);
        if (AllRows.Count == 0)
        {
            throw new InvalidOperationException("There is no interaction yet to set a value of.");
        }

        _metadata.Set(column, value);
    }

    /// <summary>
    /// Adds every interaction of a store, as an incremental import does before it adds its own. Own columns are matched by name: those
    /// the builder lacks are dropped, those the store lacks are absent.
    /// </summary>
    /// <param name="existing">A store; it is read and not kept.</param>
    public void Add(InteractionStore existing)
    {
        ArgumentNullException.ThrowIfNull(existing);
        Add(existing, static (_, _) => true);
    }

    /// <summary>Tells where the interactions that follow stand among those of other builders; see <see cref="TryAdd"/>.</summary>
    /// <param name="number">The number of the part of the data that they come from.</param>
    public void BeginPart(int number)
    {
        AllRows.BeginPiece(number);
        _eventTypes.Part = number;
    }

    /// <summary>
    /// Adds every interaction that other builders collected at the same time, in the order of the parts' numbers, as if this one had collected them
    /// one after the other. The others cannot be used afterwards.
    /// </summary>
    /// <param name="others">Builders with the same own columns.</param>
    /// <returns>False when there would be more than 255 event types; nothing is changed then.</returns>
    public bool TryAdd(IReadOnlyList<InteractionStoreBuilder> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        _pending.Clear();
        foreach (var other in others)
        {
            other._pending.Clear();
        }

        if (!_eventTypes.TryAdd([.. others.Select(other => other._eventTypes)], out var types))
        {
            return false;
        }

        for (var i = 0; i < others.Count; i++)
        {
            others[i].Rows.Renumber(_users.InternAll(others[i]._users), _items.InternAll(others[i]._items), types[i]);
            _metadata.Adopt(others[i]._metadata);
        }

        Rows.Adopt([.. others.Select(other => other.Rows)]);
        foreach (var other in others)
        {
            other._rows = null;
        }

        return true;
    }

    /// <summary>
    /// Builds the store: exact duplicates of a row count once; the interactions of a user are ordered by timestamp, those of
    /// the same second by their arrival. The builder cannot be used afterwards.
    /// </summary>
    /// <returns>A store in memory.</returns>
    public InteractionStore Build()
    {
        var rows = AllRows;
        _rows = null;
        var users = _users.ToTable(out var userPositions);
        var items = _items.ToTable(out var itemPositions);
        var columns = new InteractionColumns(rows, _metadata, userPositions, itemPositions);
        return new InteractionStore(users, items, columns, _eventTypes.Names);
    }

    internal void Add(InteractionStore existing, Func<byte, float, bool> isWanted, Func<int, bool>? isWantedUser = null)
    {
        var columns = existing.Columns;
        var types = existing.EventTypeTable;
        var typeNumbers = new byte?[types.Count];
        var sources = Array.ConvertAll(_columns, existing.FindColumn);
        for (var user = 0; user < existing.UserCount; user++)
        {
            if (isWantedUser?.Invoke(user) == false)
            {
                continue;
            }

            for (var row = columns.UserStarts.Span[user]; row < columns.UserStarts.Span[user + 1]; row++)
            {
                var (type, value) = (columns.EventTypes.Span[row], columns.Values.Span[row]);
                if (isWanted(type, value))
                {
                    var number = typeNumbers[type] ??= _eventTypes.Intern(Encoding.UTF8.GetBytes(types[type]));
                    var item = _items.Intern(existing.Items.GetUtf8(columns.Items.Span[row]));
                    var id = _users.Intern(existing.Users.GetUtf8(user));
                    AddRow(new InteractionRow(id, item, columns.Timestamps.Span[row], value, number));
                    SetValues(sources, row);
                }
            }
        }
    }

    // Apart from the usual way, which must not make room for its variables.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddAtOnce(ReadOnlySpan<byte> userId, ReadOnlySpan<byte> itemId, long timestamp, byte eventType, float value) =>
        AddRow(new InteractionRow(_users.Intern(userId), _items.Intern(itemId), timestamp, value, eventType));

    private void AddRow(in InteractionRow row)
    {
        _metadata.AddRow(AllRows.Add(row));
    }

    private void SetValues(MetadataColumn?[] sources, int row)
    {
        for (var column = 0; column < sources.Length; column++)
        {
            if (sources[column] is { } source && source.Codes.Span[row] is var code and not MetadataColumn.Absent)
            {
                _metadata.Set(column, source.Values.GetUtf8(code));
            }
        }
    }
}
