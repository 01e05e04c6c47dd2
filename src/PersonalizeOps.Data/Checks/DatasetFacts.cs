using System.Numerics;

namespace PersonalizeOps.Data;

/// <summary>What is counted while a file is scanned: by one thread, then of all together.</summary>
internal sealed class DatasetFacts(CheckPlan plan)
{
    /// <summary>Days from 1970 to 2079; later ones count as the last.</summary>
    private const int MostDays = 40_000;
    private const int SecondsOfDay = 86_400;

    private const int LongestId = 4 * 256;
    private const int Waiting = 256;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private readonly List<(int Chunk, long First, long Last)> _edges = [];
    private readonly byte[] _userId = new byte[LongestId];
    private readonly (ulong Item, uint Line)[] _items = new (ulong, uint)[Waiting];
    private int _waiting;

    // Of the record.
    private bool _hasUser;
    private bool _hasItem;
    private int _userLength;
    private ulong _user;
    private ulong _item;
    private ulong _rest;

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

    public RecordKeys Keys { get; } = new(plan.PartBits, plan.SampleBits);

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
        FlushItems();
        if (_chunkFirst >= 0)
            _edges.Add((_chunk, _chunkFirst, _previous));
    }

    public void BeginRecord()
    {
        _hasUser = _hasItem = false;
        _rest = 0;
    }

    public void TakeEmpty(int field)
    {
        Empty[field]++;
        TakeOther(0);
    }

    /// <summary>Takes a value that only matters for whether two records are the same.</summary>
    public void TakeOther(ulong value) => _rest = (BitOperations.RotateLeft(_rest, 29) ^ value) * Multiplier;

    /// <summary>Takes the user if it is the one before: rows of a user mostly stand together.</summary>
    public bool TakeSameUser(ReadOnlySpan<byte> id) =>
        _hasUser = _userLength > 0 && _userId.AsSpan(0, _userLength).SequenceEqual(id);

    public void TakeUser(ReadOnlySpan<byte> id, bool isDoubtful)
    {
        _user = TextHash.Of(id);
        _hasUser = true;
        // Each doubtful id is to be looked at.
        _userLength = isDoubtful ? 0 : Math.Min(id.Length, _userId.Length);
        id[.._userLength].CopyTo(_userId);
    }

    public void TakeItem(ReadOnlySpan<byte> id)
    {
        _item = TextHash.Of(id);
        _hasItem = true;
    }

    public void TakeTime(long seconds)
    {
        TakeOther((ulong)seconds);
        if (_chunkFirst < 0)
            _chunkFirst = seconds;
        StepsBack += seconds < _previous ? 1 : 0;
        _previous = seconds;
        FirstTime = Math.Min(FirstTime, seconds);
        LastTime = Math.Max(LastTime, seconds);
        Days[Math.Min(seconds / SecondsOfDay, MostDays - 1)]++;
    }

    /// <summary>Takes the event type if it is the one before.</summary>
    public bool TakeSameEventType(ReadOnlySpan<byte> name)
    {
        if (!EventTypes.AddSame(name))
            return false;
        TakeOther(EventTypes.LastHash);
        return true;
    }

    public void TakeEventType(ReadOnlySpan<byte> name) => TakeOther(EventTypes.Add(name, 1));

    public void EndRecord(uint line, bool isSound)
    {
        if (_hasUser)
            CountUser(_user, line);
        if (_hasItem)
            CountItem(_item, line);
        // Of records with faults nobody knows what they should be.
        if (isSound && (_hasUser || _hasItem))
            Keys.Add(!_hasUser ? _item : !_hasItem ? _user : TextHash.Join(_user, _item), (uint)(_rest >> 32), line);
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
    private void CountUser(ulong user, uint line)
    {
        if (user != _lastUser || _lastUserRows == 0)
        {
            FlushUser();
            _lastUser = user;
            _lastUserLine = line;
        }

        _lastUserRows++;
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

    /// <summary>Items wait for others: looked up together, the processor fetches the memory of many at once.</summary>
    private void CountItem(ulong item, uint line)
    {
        _items[_waiting] = (item, line);
        if (++_waiting == Waiting)
            FlushItems();
    }

    private void FlushItems()
    {
        var items = _items.AsSpan(0, _waiting);
        foreach (ref readonly var waiting in items)
            Items.Touch(waiting.Item);
        foreach (var (item, line) in items)
        {
            ref var entry = ref Items.Get(item, out var isNew);
            entry.Line = isNew ? line : entry.Line;
            entry.Value++;
        }

        _waiting = 0;
    }
}
