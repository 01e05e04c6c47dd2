namespace PersonalizeOps.Engine.Interactions;

/// <summary>
/// A growing list of rows in chunks, so that growth copies nothing and lists can be joined by joining their chunks. Rows have positions, which grow with
/// their arrival within a piece; pieces know their order.
/// </summary>
internal sealed class InteractionRows
{
    private const int ChunkBits = 16;

    /// <summary>How many positions a chunk has; those of a chunk that is not full have no row.</summary>
    public const int ChunkSize = 1 << ChunkBits;

    private readonly List<InteractionRow[]> _chunks = [];
    private readonly List<Piece> _pieces = [];
    private InteractionRow[] _chunk = [];
    private int _number;
    private int _start;
    private int _next;

    public int Count { get; private set; }

    public ref readonly InteractionRow this[int position] => ref _chunks[position >> ChunkBits][position & (ChunkSize - 1)];

    /// <returns>The row's position.</returns>
    public int Add(in InteractionRow row)
    {
        if ((_next & (ChunkSize - 1)) == 0)
        {
            _chunk = new InteractionRow[ChunkSize];
            _chunks.Add(_chunk);
        }

        _chunk[_next & (ChunkSize - 1)] = row;
        Count++;
        _next = checked(_next + 1);
        return _next - 1;
    }

    /// <summary>Tells the place of the rows that follow among those of other lists, by which <see cref="Adopt"/> orders them.</summary>
    public void BeginPiece(int number)
    {
        if (_next > _start)
        {
            _pieces.Add(new Piece(_number, _start, _next));
        }

        (_number, _start) = (number, _next);
    }

    /// <summary>Takes over the rows of other lists, in the order of their pieces, after the own ones.</summary>
    public void Adopt(IReadOnlyList<InteractionRows> others)
    {
        BeginPiece(0);
        var pieces = new List<Piece>();
        foreach (var other in others)
        {
            other.BeginPiece(0);
            var first = checked(_chunks.Count * ChunkSize);
            pieces.AddRange(other._pieces.Select(piece => piece with { Start = first + piece.Start, End = first + piece.End }));
            _chunks.AddRange(other._chunks);
            Count += other.Count;
        }

        _pieces.AddRange(pieces.OrderBy(piece => piece.Number));
        _start = _next = checked(_chunks.Count * ChunkSize);
    }

    /// <summary>Gives users, items and event types other numbers.</summary>
    public void Renumber(int[] users, int[] items, byte[] eventTypes) => Parallel.ForEach(_chunks, chunk =>
    {
        foreach (ref var row in chunk.AsSpan())
        {
            row = row with { User = users[row.User], Item = items[row.Item], EventType = eventTypes[row.EventType] };
        }
    });

    /// <summary>Groups the rows by user: rows of a user that follow each other are one run, and each user's runs stand in the order of their arrival.</summary>
    /// <param name="users">For the users of the rows, their places in the result.</param>
    public RowRuns GroupByUser(int[] users)
    {
        BeginPiece(0);
        var runs = new RowRuns(this, users.Length, _chunks.Count * ChunkSize);
        foreach (var (position, rows) in Runs())
        {
            runs.Count(position, rows.AsSpan(), users);
        }

        runs.EndCounting();
        foreach (var (position, rows) in Runs())
        {
            runs.Place(position, rows.AsSpan(), users);
        }

        return runs;
    }

    /// <summary>All rows in the order of the pieces, as many at once as follow each other in a chunk.</summary>
    private IEnumerable<(int Position, ArraySegment<InteractionRow> Rows)> Runs()
    {
        foreach (var (_, start, end) in _pieces)
        {
            for (var position = start; position < end;)
            {
                var offset = position & (ChunkSize - 1);
                var count = Math.Min(ChunkSize - offset, end - position);
                yield return (position, new ArraySegment<InteractionRow>(_chunks[position >> ChunkBits], offset, count));
                position += count;
            }
        }
    }

    private readonly record struct Piece(int Number, int Start, int End);
}
