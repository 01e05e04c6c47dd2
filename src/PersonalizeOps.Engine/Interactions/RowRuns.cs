using System.Numerics;

namespace PersonalizeOps.Engine.Interactions;

/// <summary>
/// Collected rows grouped by user. Only where each run of rows of a user begins is kept, and a bit for each position: exports that stand user by user
/// have a few runs for each, logs that stand in the order of time one for each row.
/// </summary>
/// <param name="rows">The rows.</param>
/// <param name="userCount">The number of users.</param>
/// <param name="positions">The number of positions, those without rows included.</param>
internal sealed class RowRuns(InteractionRows rows, int userCount, int positions)
{
    private readonly ulong[] _isFirst = new ulong[(positions >> 6) + 1];
    private readonly int[] _runStarts = new int[userCount + 1];
    private int[] _next = [];
    private int[] _firsts = [];

    /// <summary>Where each user's rows start among those of all users.</summary>
    public int[] RowStarts { get; } = new int[userCount + 1];

    /// <summary>Gives a user's rows in the order of their arrival to a buffer, their positions in place of the user.</summary>
    public void CopyTo(UserRows buffer, int user, int[] itemPositions)
    {
        foreach (var first in _firsts.AsSpan(_runStarts[user].._runStarts[user + 1]))
        {
            var position = first;
            do
            {
                ref readonly var row = ref rows[position];
                buffer.Add(row with { User = position, Item = itemPositions[row.Item] });
                position++;
            }
            while (!IsFirst(position));
        }
    }

    /// <summary>Counts the rows and runs of each user in rows that follow each other; called for all rows, in their order.</summary>
    public void Count(int position, ReadOnlySpan<InteractionRow> segment, int[] users)
    {
        for (var i = 0; i < segment.Length;)
        {
            var (start, user) = (i, segment[i].User);
            for (i++; i < segment.Length && segment[i].User == user;)
            {
                i++;
            }

            SetFirst(position + start);
            _runStarts[users[user] + 1]++;
            RowStarts[users[user] + 1] += i - start;
        }

        // What follows belongs to another piece, or is no row.
        SetFirst(position + segment.Length);
    }

    /// <summary>Ends the counting; the same rows are then placed.</summary>
    public void EndCounting()
    {
        for (var user = 0; user < userCount; user++)
        {
            _runStarts[user + 1] += _runStarts[user];
            RowStarts[user + 1] += RowStarts[user];
        }

        _next = _runStarts.AsSpan(0, userCount).ToArray();
        _firsts = GC.AllocateUninitializedArray<int>(_runStarts[userCount]);
    }

    /// <summary>Notes where runs begin; called for all rows, in their order.</summary>
    public void Place(int position, ReadOnlySpan<InteractionRow> segment, int[] users)
    {
        for (var first = position; first < position + segment.Length; first = NextFirst(first + 1))
        {
            _firsts[_next[users[segment[first - position].User]]++] = first;
        }
    }

    private void SetFirst(int position) => _isFirst[position >> 6] |= 1UL << (position & 63);

    private bool IsFirst(int position) => (_isFirst[position >> 6] & (1UL << (position & 63))) != 0;

    private int NextFirst(int position)
    {
        var word = _isFirst[position >> 6] >> (position & 63);
        while (word == 0)
        {
            position = (position | 63) + 1;
            word = _isFirst[position >> 6];
        }

        return position + BitOperations.TrailingZeroCount(word);
    }
}
