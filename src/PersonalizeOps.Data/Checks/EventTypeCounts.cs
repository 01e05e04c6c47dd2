using System.Text;

namespace PersonalizeOps.Data;

/// <summary>How many rows have each event type. Of very many types the rest is only counted together.</summary>
internal sealed class EventTypeCounts
{
    private const int MostKept = 1000;

    private readonly Dictionary<ulong, int> _index = [];
    private readonly List<byte[]> _names = [];
    private readonly List<long> _rows = [];
    private int _last;
    // No type has an empty name.
    private byte[] _lastName = [];

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

    /// <summary>Counts a row if its type is the one counted last.</summary>
    public bool AddSame(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || !_lastName.AsSpan().SequenceEqual(name))
            return false;
        _rows[_last]++;
        return true;
    }

    /// <summary>Counts rows of a type.</summary>
    /// <returns>The hash of the type's name.</returns>
    public ulong Add(ReadOnlySpan<byte> name, long rows)
    {
        if (!_lastName.AsSpan().SequenceEqual(name) && !TryFind(name, out _last))
        {
            Others += rows;
            return TextHash.Of(name);
        }

        _rows[_last] += rows;
        return LastHash;
    }

    public void Add(EventTypeCounts other)
    {
        for (var i = 0; i < other._names.Count; i++)
            Add(other._names[i], other._rows[i]);
        Others += other.Others;
    }

    private bool TryFind(ReadOnlySpan<byte> name, out int index)
    {
        var hash = TextHash.Of(name);
        if (!_index.TryGetValue(hash, out index))
        {
            if (_names.Count == MostKept)
                return false;
            index = _names.Count;
            _index.Add(hash, index);
            _names.Add(name.ToArray());
            _rows.Add(0);
            HasZero |= name.Contains((byte)0);
        }

        (_lastName, LastHash) = (_names[index], hash);
        return true;
    }
}
