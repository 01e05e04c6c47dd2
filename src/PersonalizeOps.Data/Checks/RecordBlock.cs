using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CsvHelper;

namespace PersonalizeOps.Data;

/// <summary>Some records of a file, to be checked column by column: the loop over one column does the same for each value, which takes a processor
/// half the time of doing something else for each.</summary>
internal sealed class RecordBlock(FieldRule[] rules)
{
    /// <summary>The most records.</summary>
    public const int Size = 256;

    private readonly int[] _columns = [.. rules.Select(rule => rule.Column)];
    private readonly Cell[] _cells = new Cell[rules.Length * Size];
    private byte[] _copies = new byte[1 << 16];
    private int _copied;
    private bool _isPlain;

    /// <summary>The number of records.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes in which the values stand.</summary>
    public byte[] Text { get; private set; } = [];

    /// <summary>The lines on which the records start.</summary>
    public long[] Lines { get; } = new long[Size];

    /// <summary>The hashes of the users, where <see cref="HasUser"/>.</summary>
    public ulong[] Users { get; } = new ulong[Size];

    /// <summary>Whether the record has a user.</summary>
    public bool[] HasUser { get; } = new bool[Size];

    /// <summary>The hashes of the items or actions, where <see cref="HasItem"/>.</summary>
    public ulong[] Items { get; } = new ulong[Size];

    /// <summary>Whether the record has an item or action.</summary>
    public bool[] HasItem { get; } = new bool[Size];

    /// <summary>The hashes of the other values.</summary>
    public ulong[] Rests { get; } = new ulong[Size];

    /// <summary>Whether a value is at fault.</summary>
    public bool[] IsFaulty { get; } = new bool[Size];

    /// <summary>Begins with the records of a part of the file.</summary>
    public void Begin(RecordChunk chunk)
    {
        _isPlain = chunk.IsPlain;
        Text = _isPlain ? chunk.Buffer : _copies;
        Clear();
    }

    /// <summary>Adds the record that a reader is at.</summary>
    /// <returns>Whether the block is full.</returns>
    public bool Add(CsvReader csv, long line)
    {
        var cell = Count;
        foreach (var column in _columns)
        {
            var value = csv.GetSpan(column);
            _cells[cell] = new Cell(_isPlain ? Find(value) : Copy(value), value.Length);
            cell += Size;
        }

        Lines[Count] = line;
        return ++Count == Size;
    }

    /// <summary>The places of the values of a column in <see cref="Text"/>.</summary>
    public ReadOnlySpan<Cell> Column(int field) => _cells.AsSpan(field * Size, Count);

    /// <summary>Forgets all records.</summary>
    public void Clear()
    {
        Count = _copied = 0;
        Array.Clear(HasUser);
        Array.Clear(HasItem);
        Array.Clear(IsFaulty);
        Array.Clear(Rests);
    }

    // Values without quotes stand in the part of the file itself.
    private int Find(ReadOnlySpan<byte> value) => value.IsEmpty
        ? 0
        : (int)Unsafe.ByteOffset(ref MemoryMarshal.GetArrayDataReference(Text), ref MemoryMarshal.GetReference(value));

    private int Copy(ReadOnlySpan<byte> value)
    {
        if (_copied + value.Length > _copies.Length)
        {
            Array.Resize(ref _copies, Math.Max(_copies.Length * 2, _copied + value.Length));
            Text = _copies;
        }

        value.CopyTo(_copies.AsSpan(_copied));
        _copied += value.Length;
        return _copied - value.Length;
    }

    /// <summary>The place of a value.</summary>
    internal readonly record struct Cell(int Start, int Length);
}
