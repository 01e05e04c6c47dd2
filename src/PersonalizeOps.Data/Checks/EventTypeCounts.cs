using System.Text;

namespace PersonalizeOps.Data;

/// <summary>How many rows have each event type. Of very many types the rest is only counted together.</summary>
internal sealed class EventTypeCounts
{
    private const int MostKept = 1000;
    private const int NotKept = -1;

    private readonly Dictionary<ulong, int> _index = [];
    private readonly List<byte[]> _names = [];
    private readonly List<long> _rows = [];
    private int _last = NotKept;

    /// <summary>The hash of the type counted last.</summary>
    public ulong LastHash { get; private set; }

    /// <summary>The number of different types, at most one more than are kept.</summary>
    public int Count => _names.Count + (Others > 0 ? 1 : 0);

    /// <summary>Whether a type holds a zero character, which the local server takes in no event type.</summary>
    public bool HasZero { get; private set; }

    /// <summary>Rows of the types that are not kept.</summary>
    public long Others { get; private set; }

    /// <summary>The types with their rows, the most frequent first.</summary>
    public IReadOnlyList<(string Name, long Rows)> ByRows =>
        [.. _names.Select((name, i) => (Name: Encoding.UTF8.GetString(name), Rows: _rows[i]))
            .OrderByDescending(type => type.Rows).ThenBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>Counts another row of the type counted last.</summary>
    public void AddSame() => AddToLast(1);

    /// <summary>Counts rows of a type.</summary>
    public void Add(ReadOnlySpan<byte> name, long rows)
    {
        if (_last == NotKept || !_names[_last].AsSpan().SequenceEqual(name))
            _last = Find(name);
        AddToLast(rows);
    }

    public void Add(EventTypeCounts other)
    {
        for (var i = 0; i < other._names.Count; i++)
            Add(other._names[i], other._rows[i]);
        Others += other.Others;
    }

    private void AddToLast(long rows)
    {
        if (_last == NotKept)
            Others += rows;
        else
            _rows[_last] += rows;
    }

    private int Find(ReadOnlySpan<byte> name)
    {
        LastHash = TextHash.Of(name);
        if (_index.TryGetValue(LastHash, out var index))
            return index;
        if (_names.Count == MostKept)
            return NotKept;
        _index.Add(LastHash, _names.Count);
        _names.Add(name.ToArray());
        _rows.Add(0);
        HasZero |= name.Contains((byte)0);
        return _names.Count - 1;
    }
}
