using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace PersonalizeOps.Data;

/// <summary>A table from hashes of 64 bits to a count and a line, 16 bytes an entry, of which at least half are free.</summary>
internal sealed class CompactTable(int expected = 16)
{
    private Entry[] _entries = new Entry[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(expected, 16) * 2)];

    /// <summary>The number of hashes.</summary>
    public int Count { get; private set; }

    /// <summary>The entry of a hash, added when it is new. Valid until the next call.</summary>
    public ref Entry Get(ulong key, out bool isNew)
    {
        // 0 marks free entries.
        key = key == 0 ? 1 : key;
        ref var entry = ref _entries[Find(key)];
        isNew = entry.Key == 0;
        if (!isNew)
            return ref entry;
        if (++Count * 2L > _entries.Length)
        {
            Grow();
            entry = ref _entries[Find(key)];
        }

        entry.Key = key;
        return ref entry;
    }

    /// <summary>Counts a hash that is where it is looked for first, as most are.</summary>
    /// <returns>False when nothing was counted.</returns>
    public bool TryCount(ulong key)
    {
        ref var entry = ref _entries[Slot(key)];
        if (entry.Key != key || key == 0)
            return false;
        entry.Value++;
        return true;
    }

    /// <summary>Brings the memory of a hash near the processor. For many hashes that goes on side by side, where <see cref="Get"/> would wait for
    /// each.</summary>
    public unsafe void Touch(ulong key)
    {
        ref var entry = ref _entries[Slot(key)];
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref entry));
        else
            _ = Volatile.Read(ref entry.Key);
    }

    /// <summary>Whether a hash is in the table.</summary>
    public bool Contains(ulong key) => _entries[Find(key == 0 ? 1 : key)].Key != 0;

    /// <summary>The entries in no order that matters.</summary>
    public IEnumerable<Entry> Entries => _entries.Where(entry => entry.Key != 0);

    /// <summary>Adds the counts of another table, and keeps the first lines.</summary>
    public void Add(CompactTable other)
    {
        foreach (var entry in other._entries)
        {
            if (entry.Key == 0)
                continue;
            ref var own = ref Get(entry.Key, out var isNew);
            own.Line = isNew ? entry.Line : Math.Min(own.Line, entry.Line);
            own.Value += entry.Value;
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Array.Clear(_entries);
        Count = 0;
    }

    // The highest bits are the same in a part of the records, the lowest in a sample.
    private int Slot(ulong key) => (int)(key >> 20) & (_entries.Length - 1);

    private int Find(ulong key)
    {
        var mask = _entries.Length - 1;
        var slot = Slot(key);
        while (_entries[slot].Key != 0 && _entries[slot].Key != key)
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        var old = _entries;
        _entries = new Entry[old.Length * 2];
        foreach (var entry in old)
        {
            if (entry.Key != 0)
                _entries[Find(entry.Key)] = entry;
        }
    }

    /// <summary>A hash with what is known of it.</summary>
    internal struct Entry
    {
        public ulong Key;
        public uint Value;
        public uint Line;
    }
}
