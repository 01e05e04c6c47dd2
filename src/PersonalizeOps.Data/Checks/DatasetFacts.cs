using System.Numerics;
using System.Runtime.CompilerServices;

namespace PersonalizeOps.Data;

/// <summary>What is counted while a file is scanned: by one thread, then of all together.</summary>
internal sealed class DatasetFacts(CheckPlan plan)
{
    /// <summary>Days from 1970 to 2079; later ones count as the last.</summary>
    private const int MostDays = 40_000;
    private const int SecondsOfDay = 86_400;

    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private readonly List<(int Chunk, long First, long Last)> _edges = [];

    // Of the rows before.
    private ulong _lastUser;
    private uint _lastUserRows;
    private uint _lastUserLine;
    private int _chunk;
    private long _chunkFirst;
    private long _previous;

    public long Rows { get; set; }

    /// <summary>Empty cells by rule, where they are allowed.</summary>
    public long[] Empty { get; } = new long[plan.Rules.Length];

    /// <summary>The users by hash, with rows and first line.</summary>
    public CompactTable Users { get; } = new();

    /// <summary>The items or actions by hash, with rows and first line.</summary>
    public CompactTable Items { get; } = new();

    /// <summary>What repetitions are looked for in.</summary>
    public RecordKeys Keys { get; } = new(plan.PartBits, plan.SampleBits);

    /// <summary>The same for users whose rows stand together; null where they do not.</summary>
    public UserRuns? Runs { get; private set; } = plan.User >= 0 && plan.Item >= 0 ? new(plan.SampleBits) : null;

    public EventTypeCounts EventTypes { get; } = new();

    public long[] Days { get; } = new long[plan.Time < 0 ? 0 : MostDays];

    public long FirstTime { get; private set; } = long.MaxValue;

    public long LastTime { get; private set; } = long.MinValue;

    /// <summary>Rows with an earlier time than the row before.</summary>
    public long StepsBack { get; private set; }

    public void Begin(int chunk)
    {
        _chunk = chunk;
        _chunkFirst = _previous = -1;
    }

    public void End()
    {
        FlushUser();
        if (_chunkFirst >= 0)
            _edges.Add((_chunk, _chunkFirst, _previous));
        Runs?.End();
        if (Runs is not { AreShort: true })
            return;
        Runs.MoveTo(Keys, _ => true, CancellationToken.None);
        Runs = null;
    }

    /// <summary>Mixes a value into the hash of those that only matter for whether two records are the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Mix(ref ulong rest, ulong value) => rest = (BitOperations.RotateLeft(rest, 29) ^ value) * Multiplier;

    /// <summary>Takes times in the order of the file.</summary>
    public void TakeTimes(ReadOnlySpan<long> times)
    {
        if (times.IsEmpty)
            return;
        if (_chunkFirst < 0)
            _chunkFirst = times[0];
        var (previous, first, last, stepsBack, days) = (_previous, FirstTime, LastTime, 0, Days);
        foreach (var seconds in times)
        {
            stepsBack += seconds < previous ? 1 : 0;
            previous = seconds;
            first = Math.Min(first, seconds);
            last = Math.Max(last, seconds);
            days[Math.Min((ulong)seconds / SecondsOfDay, MostDays - 1)]++;
        }

        (_previous, FirstTime, LastTime) = (previous, first, last);
        StepsBack += stepsBack;
    }

    /// <summary>Counts the users and items of records, and remembers the records.</summary>
    public void Count(RecordBlock block)
    {
        CountUsers(block);
        CountItems(block);
        Remember(block);
    }

    /// <summary>Adds what other threads counted.</summary>
    public void Add(IEnumerable<DatasetFacts> others)
    {
        foreach (var other in others)
        {
            Rows += other.Rows;
            for (var i = 0; i < Empty.Length; i++)
                Empty[i] += other.Empty[i];
            Users.Add(other.Users);
            Items.Add(other.Items);
            EventTypes.Add(other.EventTypes);
            for (var i = 0; i < Days.Length; i++)
                Days[i] += other.Days[i];
            FirstTime = Math.Min(FirstTime, other.FirstTime);
            LastTime = Math.Max(LastTime, other.LastTime);
            StepsBack += other.StepsBack;
            _edges.AddRange(other._edges);
        }

        _edges.Sort();
        for (var i = 1; i < _edges.Count; i++)
            StepsBack += _edges[i].First < _edges[i - 1].Last ? 1 : 0;
    }

    /// <summary>Rows of a user mostly stand together, so they are counted before the table is asked.</summary>
    private void CountUsers(RecordBlock block)
    {
        for (var row = 0; row < block.Count; row++)
        {
            if (!block.HasUser[row])
                continue;
            if (block.Users[row] != _lastUser || _lastUserRows == 0)
            {
                FlushUser();
                _lastUser = block.Users[row];
                _lastUserLine = Position(block, row);
            }

            _lastUserRows++;
        }
    }

    private void FlushUser()
    {
        if (_lastUserRows == 0)
            return;
        ref var entry = ref Users.Get(_lastUser, out var isNew);
        entry.Line = isNew ? _lastUserLine : entry.Line;
        entry.Value += _lastUserRows;
        _lastUserRows = 0;
    }

    private void CountItems(RecordBlock block)
    {
        for (var row = 0; row < block.Count; row++)
        {
            if (!block.HasItem[row] || Items.TryCount(block.Items[row]))
                continue;
            ref var entry = ref Items.Get(block.Items[row], out var isNew);
            entry.Line = isNew ? Position(block, row) : entry.Line;
            entry.Value++;
        }
    }

    private void Remember(RecordBlock block)
    {
        for (var row = 0; row < block.Count; row++)
        {
            // Of records with faults nobody knows what they should be.
            if (block.IsFaulty[row] || !(block.HasUser[row] || block.HasItem[row]))
                continue;
            var (user, item, rest) = (block.Users[row], block.Items[row], (uint)(block.Rests[row] >> 32));
            if (Runs is not null && block.HasUser[row] && block.HasItem[row])
                Runs.Add(user, TextHash.Join(user, item), rest, Position(block, row));
            else
                Keys.Add(!block.HasUser[row] ? item : !block.HasItem[row] ? user : TextHash.Join(user, item), rest, Position(block, row));
        }
    }

    private static uint Position(RecordBlock block, int row) => (uint)Math.Min(block.Lines[row], uint.MaxValue);
}
