using System.Buffers.Binary;
using System.Text.Unicode;
using PersonalizeOps.Engine.Kernels;

namespace PersonalizeOps.Engine.Interactions;

/// <summary>Numbers ids in the order of their arrival; sorts them into an <see cref="IdTable"/> at the end.</summary>
/// <param name="maximumLength">The most bytes of an id.</param>
internal sealed class IdInterner(int maximumLength = IdInterner.MaximumIdLength)
{
    /// <summary>256 characters, the API's limit for ids, of at most four bytes.</summary>
    public const int MaximumIdLength = 1024;

    /// <summary>1,000 characters, the API's limit for texts, of at most four bytes.</summary>
    public const int MaximumTextLength = 4000;

    private const ulong HighBits = 0x0080808080808080; // of the bytes in a key; without any of them an id is ASCII
    private byte[] _bytes = new byte[1 << 12];
    private int[] _ends = new int[1 << 8];
    private Slot[] _slots = new Slot[1 << 9];
    private Slot _last; // often an id is that of the row before
    private int _count;

    public int Count => _count;

    public int Intern(ReadOnlySpan<byte> id) => Intern(KeyOf(id), id);

    /// <summary>The key of an id that is told by it alone, by which its number can be asked for some rows later.</summary>
    /// <returns>False for long ids and those that can't be ids.</returns>
    public static bool TryGetKey(ReadOnlySpan<byte> id, out ulong key)
    {
        key = id.Length < sizeof(ulong) ? KeyOf(id) : 0;
        return key != 0 && ((key & HighBits) == 0 || Utf8.IsValid(id));
    }

    /// <summary>Asks for the memory that <see cref="Intern(ulong)"/> will read.</summary>
    public void Expect(ulong key) => Prefetching.Ask<Slot>(_slots.AsSpan(PlaceOf(key, _slots), 1));

    /// <summary>The number of the id that has a key; see <see cref="TryGetKey"/>.</summary>
    public int Intern(ulong key)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, key);
        return Intern(key, bytes[..(int)(key >> 56)]);
    }

    /// <summary>Takes over the ids of another.</summary>
    /// <returns>For the numbers there, the numbers here.</returns>
    public int[] InternAll(IdInterner other)
    {
        var numbers = new int[other.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Intern(other.Get(i));
        }

        return numbers;
    }

    /// <summary>The ids in order.</summary>
    /// <param name="positions">For every number given to an id, the number in the table.</param>
    public IdTable ToTable(out int[] positions)
    {
        var order = InOrder();
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

    private int Intern(ulong key, ReadOnlySpan<byte> id)
    {
        if (_last.Number == 0 || _last.Key != key || !IsSame(_last, id))
        {
            var slot = FindSlot(_slots, key, id);
            _last = _slots[slot].Number != 0 ? _slots[slot] : Add(id, key, slot);
        }

        return _last.Number - 1;
    }

    private int[] InOrder()
    {
        var (keys, order) = (new ulong[_count], new int[_count]);
        for (var i = 0; i < order.Length; i++)
        {
            (keys[i], order[i]) = (IdOrder.KeyOf(Get(i)), i);
        }

        Array.Sort(keys, order);
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                order.AsSpan(start..end).Sort((left, right) => IdOrder.Compare(Get(left), Get(right)));
            }

            start = end;
        }

        return order;
    }

    /// <summary>Up to seven bytes and their number, which tell the whole id; of longer ids a hash with the highest bit set.</summary>
    private static ulong KeyOf(ReadOnlySpan<byte> id)
    {
        if (id.Length >= sizeof(ulong))
        {
            return Hash(id) | (1UL << 63);
        }

        var bytes = id.Length switch
        {
            >= sizeof(uint) => BinaryPrimitives.ReadUInt32LittleEndian(id)
                | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(id[^sizeof(uint)..]) << ((id.Length - sizeof(uint)) * 8)),
            > 0 => (ulong)id[0] | ((ulong)id[id.Length / 2] << (id.Length / 2 * 8)) | ((ulong)id[^1] << ((id.Length - 1) * 8)),
            _ => 0UL,
        };
        return bytes | ((ulong)id.Length << 56);
    }

    private static ulong Hash(ReadOnlySpan<byte> id)
    {
        var hash = Mix((ulong)id.Length ^ BinaryPrimitives.ReadUInt64LittleEndian(id[^sizeof(ulong)..]));
        while (id.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(id));
            id = id[sizeof(ulong)..];
        }

        return hash;
    }

    private static ulong Mix(ulong value)
    {
        value *= 0x9FB21C651E98DF25;
        return value ^ (value >> 32);
    }

    private ReadOnlySpan<byte> Get(int index)
    {
        var start = index == 0 ? 0 : _ends[index - 1];
        return _bytes.AsSpan(start, _ends[index] - start);
    }

    /// <summary>The slot of an id, or the free one where it belongs.</summary>
    private int FindSlot(Slot[] slots, ulong key, ReadOnlySpan<byte> id)
    {
        var mask = slots.Length - 1;
        var index = PlaceOf(key, slots);
        while (slots[index] is var slot && slot.Number != 0 && (slot.Key != key || !IsSame(slot, id)))
        {
            index = (index + 1) & mask;
        }

        return index;
    }

    private static int PlaceOf(ulong key, Slot[] slots) => (int)(Mix(key) >> 16) & (slots.Length - 1);

    private bool IsSame(Slot slot, ReadOnlySpan<byte> id) => id.Length < sizeof(ulong) || Get(slot.Number - 1).SequenceEqual(id);

    private Slot Add(ReadOnlySpan<byte> id, ulong key, int slot)
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
        var added = _slots[slot] = new Slot(key, ++_count);
        if (_count * 2L > _slots.Length)
        {
            Rehash();
        }

        return added;
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
        var slots = new Slot[_slots.Length * 2];
        foreach (var slot in _slots)
        {
            if (slot.Number != 0)
            {
                slots[FindSlot(slots, slot.Key, Get(slot.Number - 1))] = slot;
            }
        }

        _slots = slots;
    }

    /// <param name="Key">See <see cref="KeyOf"/>.</param>
    /// <param name="Number">The id's number + 1; 0 when the slot is free.</param>
    private readonly record struct Slot(ulong Key, int Number);
}
