using System.Text;

namespace PersonalizeOps.Engine.Interactions;

/// <summary>Collects items and builds an <see cref="ItemTable"/>. An item added again replaces the earlier one. Not thread-safe.</summary>
public sealed class ItemTableBuilder
{
    private readonly string[] _columns;
    private readonly IdInterner _ids = new();
    private readonly List<string?[]> _values = [];

    /// <summary>Starts a table.</summary>
    /// <param name="columns">The names of the metadata columns, without ITEM_ID; distinct.</param>
    /// <exception cref="ArgumentException">A name is empty or given twice.</exception>
    public ItemTableBuilder(IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = [.. columns];
        if (_columns.Any(name => string.IsNullOrEmpty(name) || name.Contains('\0')) || _columns.Distinct(StringComparer.Ordinal).Count() != _columns.Length)
        {
            throw new ArgumentException("Column names must be distinct and not empty.", nameof(columns));
        }
    }

    /// <summary>The number of different items added so far.</summary>
    public int Count => _values.Count;

    /// <summary>Adds an item, or replaces the one with its id.</summary>
    /// <param name="itemId">1 to 1,024 bytes of UTF-8.</param>
    /// <param name="values">One value per column; null where it is absent.</param>
    /// <exception cref="ArgumentException">The id is empty or too long, or the number of values is not that of the columns.</exception>
    public void Add(string itemId, IReadOnlyList<string?> values)
    {
        ArgumentNullException.ThrowIfNull(itemId);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != _columns.Length)
        {
            throw new ArgumentException($"There are {values.Count} values for {_columns.Length} columns.", nameof(values));
        }

        var index = _ids.Intern(Encoding.UTF8.GetBytes(itemId));
        if (index == _values.Count)
        {
            _values.Add([.. values]);
        }
        else
        {
            _values[index] = [.. values];
        }
    }

    /// <summary>Adds every item of a table, by column name; columns the new table lacks are dropped, those the old one lacks are absent.</summary>
    /// <param name="existing">A table; it is read and not kept.</param>
    public void Add(ItemTable existing)
    {
        ArgumentNullException.ThrowIfNull(existing);
        var sources = Array.ConvertAll(_columns, existing.IndexOf);
        for (var item = 0; item < existing.Count; item++)
        {
            var current = item;
            Add(existing.IdTable.GetString(item), Array.ConvertAll(sources, source => source < 0 ? null : existing.GetValue(current, source)));
        }
    }

    /// <summary>Builds the table.</summary>
    /// <returns>A table in memory.</returns>
    public ItemTable Build()
    {
        var ids = _ids.ToTable(out var positions);
        var order = new int[positions.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            order[positions[i]] = i;
        }

        var bytes = new Column<byte>[_columns.Length];
        var ends = new Column<int>[_columns.Length];
        for (var column = 0; column < _columns.Length; column++)
        {
            (bytes[column], ends[column]) = BuildColumn(order, column);
        }

        return new ItemTable(_columns, ids, bytes, ends);
    }

    private (Column<byte> Bytes, Column<int> Ends) BuildColumn(int[] order, int column)
    {
        using var bytes = new MemoryStream();
        var ends = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var value = _values[order[i]][column];
            bytes.Write(Encoding.UTF8.GetBytes(value ?? string.Empty));
            ends[i] = ItemTable.EncodeEnd(checked((int)bytes.Length), value is null);
        }

        return (new Column<byte>(bytes.ToArray()), new Column<int>(ends));
    }
}
