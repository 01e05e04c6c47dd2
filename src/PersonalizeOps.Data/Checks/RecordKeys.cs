namespace PersonalizeOps.Data;

/// <summary>What one thread remembers of records in order to find repeated ones: 16 bytes each, sorted into parts by hash so that each part
/// can be looked through within the processor's cache.</summary>
internal sealed class RecordKeys
{
    private const int BlockSize = 256;
    private const int SlabBits = 18;
    private const int SlabMask = SlabSize - 1;

    /// <summary>The number of records in what is allocated at once.</summary>
    public const int SlabSize = 1 << SlabBits;

    private readonly List<Key[]> _slabs = [];
    private readonly Stack<Key[]> _unused = [];
    private readonly List<int> _earlierBlock = [];
    private readonly int[] _next;
    private readonly int _shift;
    private readonly ulong _sampleMask;
    private int _blocks;

    /// <param name="partBits">The logarithm of the number of parts.</param>
    /// <param name="sampleBits">Of the groups, one in two to this power is remembered.</param>
    public RecordKeys(int partBits, int sampleBits)
    {
        _next = new int[1 << partBits];
        _shift = 63 - partBits;
        _sampleMask = (1UL << sampleBits) - 1;
    }

    /// <summary>The number of parts.</summary>
    public int Parts => _next.Length;

    /// <summary>Remembers a record.</summary>
    /// <param name="group">The hash of what makes a repetition, such as user and item.</param>
    /// <param name="rest">A hash of the other columns.</param>
    /// <param name="line">Where it stands.</param>
    public void Add(ulong group, uint rest, uint line)
    {
        if ((group & _sampleMask) != 0)
            return;
        ref var next = ref _next[(group >> 1) >> _shift];
        if ((next & (BlockSize - 1)) == 0)
            next = NewBlock(next);
        // Field by field: a record made elsewhere and copied here makes the processor wait.
        ref var key = ref _slabs[next >> SlabBits][next & SlabMask];
        key.Group = group;
        key.Rest = rest;
        key.Line = line;
        next++;
    }

    /// <summary>Remembers records of the sample.</summary>
    public void Add(ReadOnlySpan<Key> keys)
    {
        foreach (ref readonly var key in keys)
            Add(key.Group, key.Rest, key.Line);
    }

    /// <summary>Takes memory that is no longer needed elsewhere.</summary>
    public void Reuse(Key[] slab) => _unused.Push(slab);

    /// <summary>Calls back with each record of a part, the blocks added last first.</summary>
    public void Visit(int part, Action<ReadOnlyMemory<Key>> visit)
    {
        var end = _next[part];
        while (end > 0)
        {
            var block = (end - 1) / BlockSize;
            var start = block * BlockSize;
            visit(_slabs[start >> SlabBits].AsMemory(start & SlabMask, end - start));
            end = _earlierBlock[block];
        }
    }

    private int NewBlock(int end)
    {
        var start = _blocks++ * BlockSize;
        _earlierBlock.Add(end);
        if (start >> SlabBits == _slabs.Count)
            _slabs.Add(_unused.TryPop(out var slab) ? slab : GC.AllocateUninitializedArray<Key>(SlabSize));
        return start;
    }

    /// <summary>One record.</summary>
    internal struct Key
    {
        public ulong Group;
        public uint Rest;
        public uint Line;
    }
}
