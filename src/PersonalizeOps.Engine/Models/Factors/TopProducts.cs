using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Kernels;

namespace PersonalizeOps.Engine.Models.Factors;

/// <summary>
/// The items with the greatest inner products, for many users at once, exactly: blocks of users times blocks of items, the items with the longest rows of
/// factors first, so that a block of users is done when no item left can reach the least of its top ones (a product is at most the product of the lengths).
/// </summary>
internal sealed class TopProducts
{
    private const int Block = VectorKernel.Block;
    private readonly int _width;
    private readonly int[] _order; // item numbers, the longest rows first
    private readonly float[] _lengths; // of the first item of each block
    private readonly AlignedMemory[] _blocks; // factor by factor, then item by item

    public TopProducts(FactorMatrix items)
    {
        _width = items.Width;
        var lengths = LengthsOf(items);
        _order = [.. Enumerable.Range(0, items.Count).OrderByDescending(item => lengths[item]).ThenBy(item => item)];
        _blocks = new AlignedMemory[(items.Count + Block - 1) / Block];
        _lengths = new float[_blocks.Length];
        for (var block = 0; block < _blocks.Length; block++)
        {
            var own = _order.AsSpan(block * Block, Math.Min(Block, items.Count - (block * Block)));
            _lengths[block] = lengths[own[0]];
            _blocks[block] = new AlignedMemory(_width * Block);
            for (var i = 0; i < own.Length; i++)
            {
                for (var factor = 0; factor < _width; factor++)
                {
                    _blocks[block].Span[(factor * Block) + i] = items[own[i]][factor];
                }
            }
        }
    }

    public delegate void Receiver(int user, ReadOnlySpan<int> items, ReadOnlySpan<float> scores);

    /// <summary>Ranks the items for every user.</summary>
    /// <param name="users">The factors of the users.</param>
    /// <param name="seen">For every user the items to leave out, ascending.</param>
    /// <param name="count">How many items, at most.</param>
    /// <param name="receive">Told each user's items, best first; equal scores by ascending number. Called from several threads.</param>
    /// <param name="options">Threads and cancellation.</param>
    public void Rank(FactorMatrix users, Postings seen, int count, Receiver receive, ParallelOptions options)
    {
        var userLengths = LengthsOf(users);
        Parallel.For(
            0,
            (users.Count + Block - 1) / Block,
            options,
            () => new Workspace(_width, count),
            (block, _, workspace) =>
            {
                RankBlock(users, userLengths, seen, block * Block, workspace, receive);
                return workspace;
            },
            _ => { });
    }

    private static float[] LengthsOf(FactorMatrix matrix)
    {
        var lengths = new float[matrix.Count];
        for (var row = 0; row < lengths.Length; row++)
        {
            lengths[row] = MathF.Sqrt(VectorKernel.Best.Dot(matrix[row], matrix[row]));
        }

        return lengths;
    }

    private void RankBlock(FactorMatrix users, float[] userLengths, Postings seen, int first, Workspace workspace, Receiver receive)
    {
        var count = Math.Min(Block, users.Count - first);
        workspace.Load(users.Values.Slice(first * _width, count * _width));
        for (var block = 0; block < _blocks.Length; block++)
        {
            if (IsDone(userLengths.AsSpan(first, count), _lengths[block], workspace))
            {
                break;
            }

            Array.Clear(workspace.Products);
            VectorKernel.Best.SubtractProduct(workspace.Negated.Span, _blocks[block].Span, workspace.Products, Block);
            var own = _order.AsSpan(block * Block, Math.Min(Block, _order.Length - (block * Block)));
            for (var user = 0; user < count; user++)
            {
                workspace.Lists[user].Add(workspace.Products.AsSpan(user * Block, own.Length), own, seen[first + user]);
            }
        }

        for (var user = 0; user < count; user++)
        {
            var list = workspace.Lists[user];
            receive(first + user, list.Items, list.Scores);
        }
    }

    private static bool IsDone(ReadOnlySpan<float> userLengths, float itemLength, Workspace workspace)
    {
        const float Rounding = 1.0001f;
        for (var user = 0; user < userLengths.Length; user++)
        {
            if (userLengths[user] * itemLength * Rounding >= workspace.Lists[user].Threshold)
            {
                return false;
            }
        }

        return true;
    }

    private sealed class Workspace
    {
        public Workspace(int width, int count)
        {
            Negated = new AlignedMemory(Block * width);
            Lists = new TopList[Block];
            for (var i = 0; i < Block; i++)
            {
                Lists[i] = new TopList(count);
            }
        }

        /// <summary>The negated factors of the users: what is subtracted is added.</summary>
        public AlignedMemory Negated { get; }

        public float[] Products { get; } = new float[Block * Block];

        public TopList[] Lists { get; }

        public void Load(ReadOnlySpan<float> factors)
        {
            Negated.Span.Clear();
            VectorKernel.Best.AddScaled(-1, factors, Negated.Span);
            foreach (var list in Lists)
            {
                list.Clear();
            }
        }
    }

    /// <summary>The best items so far, in order.</summary>
    private sealed class TopList(int capacity)
    {
        private readonly int[] _items = new int[capacity];
        private readonly float[] _scores = new float[capacity];
        private int _count;

        public ReadOnlySpan<int> Items => _items.AsSpan(0, _count);

        public ReadOnlySpan<float> Scores => _scores.AsSpan(0, _count);

        /// <summary>What a score must reach to come in.</summary>
        public float Threshold => _count < capacity ? float.NegativeInfinity : capacity == 0 ? float.PositiveInfinity : _scores[^1];

        public void Clear() => _count = 0;

        public void Add(ReadOnlySpan<float> scores, ReadOnlySpan<int> items, ReadOnlySpan<int> seen)
        {
            for (var at = Next(scores, 0); at < scores.Length; at = Next(scores, at + 1))
            {
                if (seen.BinarySearch(items[at]) < 0)
                {
                    Insert(items[at], scores[at]);
                }
            }
        }

        // Equal scores may still come in by their number.
        private int Next(ReadOnlySpan<float> scores, int start) => VectorKernel.Best.FirstAbove(scores, MathF.BitDecrement(Threshold), start);

        private void Insert(int item, float score)
        {
            var place = _count;
            while (place > 0 && (_scores[place - 1] < score || (_scores[place - 1] == score && _items[place - 1] > item)))
            {
                place--;
            }

            if (place == capacity)
            {
                return;
            }

            _count = Math.Min(capacity, _count + 1);
            _items.AsSpan(place, _count - 1 - place).CopyTo(_items.AsSpan(place + 1));
            _scores.AsSpan(place, _count - 1 - place).CopyTo(_scores.AsSpan(place + 1));
            (_items[place], _scores[place]) = (item, score);
        }
    }
}
