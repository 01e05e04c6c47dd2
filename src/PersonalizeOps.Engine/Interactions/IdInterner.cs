using System.Buffers.Binary;
using System.Numerics;
using System.Text.Unicode;

namespace PersonalizeOps.Engine.Interactions;

/// <summary>Numbers ids in the order of their arrival; sorts them into an <see cref="IdTable"/> at the end.</summary>
/// <param name="maximumLength">The most bytes of an id.</param>
internal sealed class IdInterner(int maximumLength = IdInterner.MaximumIdLength)
{
    /// <summary>256 characters, the API's limit for ids, of at most four bytes.</summary>
    public const int MaximumIdLength = 1024;

    /// <summary>1,000 characters, the API's limit for texts, of at most four bytes.</summary>
    public const int MaximumTextLength = 4000;

    private byte[] _bytes = new byte[1 << 12];
    private int[] _ends = new int[1 << 8];
    private int[] _slots = new int[1 << 9]; // index + 1; 0 = free
    private int _count;

    public int Count => _count;

    public int Intern(ReadOnlySpan<byte> id)
    {
        var slot = FindSlot(id);
        return _slots[slot] != 0 ? _slots[slot] - 1 : Add(id, slot);
    }

    /// <summary>The ids in order.</summary>
    /// <param name="positions">For every number given by <see cref="Intern"/>, the number in the table.</param>
    public IdTable ToTable(out int[] positions)
    {
        var order = new int[_count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (left, right) => IdOrder.Compare(Get(left), Get(right)));
        positions = new int[_count];
        var bytes = new byte[_count == 0 ? 0 : _ends[_count - 1]];
        var ends = new int[_count];
        var end = 0;
        for (var i = 0; i < order.Length; i++)
        {
            var id = Get(order[i]);
            id.CopyTo(bytes.AsSpan(end));
            end += id.Length;
            ends[i] = end;
            positions[order[i]] = i;
        }

        return new IdTable(new Column<byte>(bytes), new Column<int>(ends));
    }

    private static uint Hash(ReadOnlySpan<byte> id)
    {
        var hash = (ulong)id.Length * 0x9E3779B97F4A7C15;
        while (id.Length >= sizeof(ulong))
        {
            hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(id)) * 0x9FB21C651E98DF25, 29);
            id = id[sizeof(ulong)..];
        }

        foreach (var b in id)
        {
            hash = (hash ^ b) * 0x100000001B3;
        }

        hash *= 0x9FB21C651E98DF25;
        return (uint)(hash >> 32) ^ (uint)hash;
    }

    private ReadOnlySpan<byte> Get(int index)
    {
        var start = index == 0 ? 0 : _ends[index - 1];
        return _bytes.AsSpan(start, _ends[index] - start);
    }

    private int FindSlot(ReadOnlySpan<byte> id)
    {
        var mask = _slots.Length - 1;
        var slot = (int)(Hash(id) & (uint)mask);
        while (_slots[slot] != 0 && !Get(_slots[slot] - 1).SequenceEqual(id))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private int Add(ReadOnlySpan<byte> id, int slot)
    {
        if (id.Length == 0 || id.Length > maximumLength || !Utf8.IsValid(id))
        {
            throw new ArgumentException($"An id or text must be valid UTF-8 of 1 to {maximumLength} bytes.", nameof(id));
        }

        var start = _count == 0 ? 0 : _ends[_count - 1];
        Reserve(ref _bytes, checked(start + id.Length));
        Reserve(ref _ends, _count + 1);
        id.CopyTo(_bytes.AsSpan(start));
        _ends[_count] = start + id.Length;
        _slots[slot] = ++_count;
        if (_count * 2L > _slots.Length)
        {
            Rehash();
        }

        return _count - 1;
    }

    private static void Reserve<T>(ref T[] array, int length)
    {
        if (length > array.Length)
        {
            Array.Resize(ref array, Math.Max(length, (int)Math.Min(array.Length * 2L, Array.MaxLength)));
        }
    }

    private void Rehash()
    {
        _slots = new int[_slots.Length * 2];
        for (var i = 0; i < _count; i++)
        {
            _slots[FindSlot(Get(i))] = i + 1;
        }
    }
}
