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
    /// <param name="text">Its bytes for <see cref="Fill"/>; null for <see cref="Add"/>, which copies values.</param>
    public void Begin(byte[]? text = null)
    {
        Text = text ?? _copies;
        Clear();
    }

    /// <summary>Reads records and adds them while they have the right number of fields, until the block is full. For parts of a file in which each
    /// line is a record.</summary>
    /// <param name="csv">The reader.</param>
    /// <param name="fields">The right number.</param>
    /// <param name="line">The line before the record to be read; at the end that of the last record read.</param>
    /// <returns>Whether a record was read that was not added; false too when there are no more.</returns>
    public bool Fill(CsvReader csv, int fields, ref long line)
    {
        var (cells, columns, lines, count) = (_cells, _columns, Lines, Count);
        ref var text = ref MemoryMarshal.GetArrayDataReference(Text);
        while (count < Size && csv.Read())
        {
            line++;
            if (csv.FieldCount != fields)
            {
                Count = count;
                return true;
            }

            var place = count;
            foreach (var column in columns)
            {
                var value = csv.GetSpan(column);
                ref var cell = ref cells[place];
                // Values without quotes stand in the part of the file itself.
                cell.Start = (int)Unsafe.ByteOffset(ref text, ref MemoryMarshal.GetReference(value));
                cell.Length = value.Length;
                place += Size;
            }

            lines[count++] = line;
        }

        Count = count;
        return false;
    }

    /// <summary>Adds the record that a reader is at.</summary>
    /// <returns>Whether the block is full.</returns>
    public bool Add(CsvReader csv, long line)
    {
        for (var field = 0; field < _columns.Length; field++)
        {
            var value = csv.GetSpan(_columns[field]);
            _cells[(field * Size) + Count] = new Cell { Start = Copy(value), Length = value.Length };
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
    internal struct Cell
    {
        public int Start;
        public int Length;
    }
}
