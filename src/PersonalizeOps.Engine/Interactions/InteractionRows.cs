namespace PersonalizeOps.Engine.Interactions;

/// <summary>A growing list of rows in chunks, so that growth copies nothing.</summary>
internal sealed class InteractionRows
{
    private const int ChunkBits = 16;
    private const int ChunkSize = 1 << ChunkBits;
    private readonly List<InteractionRow[]> _chunks = [];

    public int Count { get; private set; }

    public ref readonly InteractionRow this[int index] => ref _chunks[index >> ChunkBits][index & (ChunkSize - 1)];

    public void Add(in InteractionRow row)
    {
        if ((Count & (ChunkSize - 1)) == 0)
        {
            _chunks.Add(new InteractionRow[ChunkSize]);
        }

        _chunks[^1][Count & (ChunkSize - 1)] = row;
        Count = checked(Count + 1);
    }

    /// <summary>The numbers of the rows user by user, in the order of their arrival within a user.</summary>
    public int[] GroupByUser(int userCount, out int[] starts)
    {
        starts = new int[userCount + 1];
        for (var i = 0; i < Count; i++)
        {
            starts[this[i].User + 1]++;
        }

        for (var user = 0; user < userCount; user++)
        {
            starts[user + 1] += starts[user];
        }

        var next = starts.AsSpan(0, userCount).ToArray();
        var order = new int[Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[next[this[i].User]++] = i;
        }

        return order;
    }
}
