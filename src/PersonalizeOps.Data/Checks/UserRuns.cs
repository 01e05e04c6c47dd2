using System.Numerics;

namespace PersonalizeOps.Data;

/// <summary>What one thread remembers of interactions in order to find repeated ones: 16 bytes each, in the order of the file.</summary>
/// <remarks>Rows of a user mostly stand together. Within such a run, which fits the first cache, it is seen at once whether a pair of user and item
/// repeats; only runs in which one does, and users with several runs, are left to be looked through.</remarks>
internal sealed class UserRuns(int sampleBits)
{
    /// <summary>Longer runs are cut, and so are looked through afterwards.</summary>
    private const int LongestRun = 1 << 12;
    private const int Enough = 1 << 14;
    private const int ShortRun = 4;

    private readonly ulong _sampleMask = (1UL << sampleBits) - 1;
    private readonly ushort[] _slots = new ushort[2 * LongestRun];
    private readonly List<RecordKeys.Key[]> _slabs = [];
    private readonly List<Run> _runs = [];
    private RecordKeys.Key[] _slab = [];
    private ulong _user;
    private int _start;
    private int _end;

    /// <summary>Whether so few rows of users stand together that runs are no help.</summary>
    public bool AreShort => Records > Enough && (long)_runs.Count * ShortRun > Records;

    /// <summary>The runs that have ended.</summary>
    public IReadOnlyList<Run> Ended => _runs;

    private long Records => _slabs.Count == 0 ? 0 : ((_slabs.Count - 1L) * RecordKeys.SlabSize) + _end;

    /// <summary>Remembers a record.</summary>
    /// <param name="user">The hash of the user.</param>
    /// <param name="group">The hash of the user and the item.</param>
    /// <param name="rest">A hash of the other columns.</param>
    /// <param name="line">Where it stands.</param>
    public void Add(ulong user, ulong group, uint rest, uint line)
    {
        if ((group & _sampleMask) != 0)
            return;
        if (user != _user || _end == _slab.Length || _end - _start == LongestRun)
            Begin(user);
        ref var key = ref _slab[_end++];
        key.Group = group;
        key.Rest = rest;
        key.Line = line;
    }

    /// <summary>Ends the run that is being remembered.</summary>
    public void End()
    {
        if (_end > _start)
            _runs.Add(new Run(_user, ((_slabs.Count - 1) * RecordKeys.SlabSize) + _start, (ushort)(_end - _start), HasRepeats(_slab.AsSpan(_start, _end - _start))));
        _start = _end;
    }

    /// <summary>Moves the records of some runs to where they are looked through, and forgets the others.</summary>
    /// <returns>How many were forgotten.</returns>
    public long MoveTo(RecordKeys keys, Func<Run, bool> isMoved, CancellationToken cancellationToken)
    {
        var forgotten = 0L;
        var slab = 0;
        foreach (var run in _runs)
        {
            for (; slab < run.Start / RecordKeys.SlabSize; slab++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                keys.Reuse(_slabs[slab]);
            }

            if (!isMoved(run))
                forgotten += run.Records;
            else
                keys.Add(_slabs[slab].AsSpan(run.Start % RecordKeys.SlabSize, run.Records));
        }

        _slabs.Clear();
        _runs.Clear();
        return forgotten;
    }

    private void Begin(ulong user)
    {
        End();
        _user = user;
        if (_end < _slab.Length)
            return;
        _slab = GC.AllocateUninitializedArray<RecordKeys.Key>(RecordKeys.SlabSize);
        _slabs.Add(_slab);
        _start = _end = 0;
    }

    private bool HasRepeats(ReadOnlySpan<RecordKeys.Key> run)
    {
        var slots = _slots.AsSpan(0, 2 * (int)BitOperations.RoundUpToPowerOf2((uint)run.Length));
        slots.Clear();
        for (var i = 0; i < run.Length; i++)
        {
            var group = run[i].Group;
            // The highest and the lowest bits may be the same in all of a sample.
            var slot = (int)(group >> 20) & (slots.Length - 1);
            for (; slots[slot] != 0; slot = (slot + 1) & (slots.Length - 1))
            {
                if (run[slots[slot] - 1].Group == group)
                    return true;
            }

            slots[slot] = (ushort)(i + 1);
        }

        return false;
    }

    /// <summary>Rows of a user that stand together.</summary>
    /// <param name="User">The hash of the user.</param>
    /// <param name="Start">The number of the first record.</param>
    /// <param name="Records">How many they are.</param>
    /// <param name="Repeats">Whether a pair of user and item is there twice.</param>
    internal readonly record struct Run(ulong User, int Start, ushort Records, bool Repeats);
}
