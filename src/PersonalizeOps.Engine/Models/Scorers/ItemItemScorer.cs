using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Kernels;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>
/// A linear model that predicts each item from all others, in closed form: EASE (Steck 2019), with a history that weighs its newest items more. It is
/// dense, so it covers only the items with the most users; the others score 0. Time grows with the cube of their number, memory with the square.
/// </summary>
internal sealed class ItemItemScorer : IAddingScorer
{
    private const float Regularization = 300; // for the users of the sample; Steck's range for data of this kind
    private const float HistoryFade = 20;
    private const int RowsPerTask = 64;
    private const int MostOnStack = 8192;
    private const int MaximumSet = 4096; // interactions looked at without order: a millisecond or two

    /// <summary>The most pairs counted; users are sampled down to them.</summary>
    private const double Budget = 400_000_000;

    private readonly Column<int> _items; // the items covered, in the order of rows and columns
    private readonly Column<float> _weights; // row by row: what an item adds to all others
    private readonly int[] _rows; // of every item; -1 where it is not covered
    private HistoryWindow _window; // set once, before use

    private ItemItemScorer(Column<int> items, Column<float> weights, int itemCount, HistoryWindow window)
    {
        _items = items;
        _weights = weights;
        _window = window;
        _rows = new int[itemCount];
        Array.Fill(_rows, -1);
        for (var row = 0; row < items.Length; row++)
        {
            _rows[items.Span[row]] = row;
        }
    }

    public static ItemItemScorer Fit(Histories histories, Column<int> userCounts, int maximumItems, HistoryWindow window, FitContext context)
    {
        var items = MostUsed(userCounts.Span, maximumItems);
        var rows = new int[histories.ItemCount];
        Array.Fill(rows, -1);
        for (var row = 0; row < items.Length; row++)
        {
            rows[items[row]] = row;
        }

        // A history has no more pairs than the items have, however long it is: one of a machine must not take the place of all others.
        var sample = UserSample.Within(histories, Budget, length => 0.5 * Math.Pow(Math.Min(length, items.Length), 2), context.Seed);
        var matrix = CountPairs(ToRows(sample, rows), items.Length, context.ParallelOptions);
        for (var row = 0; row < items.Length; row++)
        {
            matrix[row, row] += Regularization;
        }

        matrix.Invert(VectorKernel.Best, context.ParallelOptions);
        return new ItemItemScorer(new Column<int>(items), new Column<float>(ToWeights(matrix)), histories.ItemCount, window);
    }

    public static ItemItemScorer Read(SectionFile file, int itemCount, HistoryWindow window)
    {
        var items = file.Get<int>("item.item.items");
        var weights = file.Get<float>("item.item.weights");
        var isConsistent = weights.Length == (long)items.Length * items.Length
            && (items.Length == 0 || !items.Span.ContainsAnyExceptInRange(0, itemCount - 1));
        return isConsistent ? new ItemItemScorer(items, weights, itemCount, window) : throw file.Invalid("its item weights are inconsistent");
    }

    /// <summary>The same, looking at histories otherwise.</summary>
    public ItemItemScorer With(HistoryWindow window)
    {
        var copy = (ItemItemScorer)MemberwiseClone();
        copy._window = window;
        return copy;
    }

    public void Write(SectionFileWriter writer)
    {
        writer.Add("item.item.items", _items);
        writer.Add("item.item.weights", _weights);
    }

    public void Score(ReadOnlySpan<int> history, Span<float> scores)
    {
        scores.Clear();
        Span<float> own = _items.Length <= MostOnStack ? stackalloc float[_items.Length] : new float[_items.Length];
        ScoreCovered(history, own);
        var items = _items.Span;
        for (var column = 0; column < items.Length; column++)
        {
            scores[items[column]] = own[column];
        }
    }

    public void Add(ReadOnlySpan<int> history, float weight, StandardScores standard, Span<float> sums)
    {
        Span<float> own = _items.Length <= MostOnStack ? stackalloc float[_items.Length] : new float[_items.Length];
        ScoreCovered(history, own);
        var scale = weight * standard.ScaleOf(own);
        var items = _items.Span;
        for (var column = 0; column < items.Length; column++)
        {
            sums[items[column]] += scale * own[column];
        }
    }

    private void ScoreCovered(ReadOnlySpan<int> history, Span<float> scores)
    {
        scores.Clear();
        history = _window.Of(history, MaximumSet);
        for (var i = 0; i < history.Length; i++)
        {
            var row = _rows[history[i]];
            if (i + 1 < history.Length && _rows[history[i + 1]] is var next and >= 0)
            {
                Prefetching.Ask(_weights.Span.Slice(next * scores.Length, scores.Length));
            }

            if (row >= 0)
            {
                var weights = _weights.Span.Slice(row * scores.Length, scores.Length);
                VectorKernel.Best.AddScaled(_window.Weight(history.Length - 1 - i, HistoryFade), weights, scores);
            }
        }
    }

    private static int[] MostUsed(ReadOnlySpan<int> userCounts, int maximum)
    {
        var counts = userCounts.ToArray();
        return [.. Enumerable.Range(0, counts.Length).Where(item => counts[item] > 0).OrderByDescending(item => counts[item]).Take(maximum)];
    }

    /// <summary>For every user the rows of the items, ascending and each once.</summary>
    private static int[][] ToRows(Histories histories, int[] rows)
    {
        var users = new int[histories.Count][];
        var buffer = new List<int>();
        for (var user = 0; user < users.Length; user++)
        {
            buffer.Clear();
            foreach (var item in histories[user])
            {
                if (rows[item] >= 0)
                {
                    buffer.Add(rows[item]);
                }
            }

            users[user] = [.. buffer.Distinct().Order()];
        }

        return users;
    }

    // Counts are whole numbers, so their sums are exact and do not depend on who adds what.
    private static SymmetricMatrix CountPairs(int[][] users, int size, ParallelOptions options)
    {
        var matrix = new SymmetricMatrix(size);
        Parallel.For(0, (size + RowsPerTask - 1) / RowsPerTask, options, task =>
        {
            var (first, end) = (task * RowsPerTask, (task + 1) * RowsPerTask);
            foreach (var rows in users)
            {
                var at = Array.BinarySearch(rows, first);
                for (at = at < 0 ? ~at : at; at < rows.Length && rows[at] < end; at++)
                {
                    var sums = matrix.Values.AsSpan(rows[at] * matrix.Stride, rows[at] + 1);
                    foreach (var column in rows.AsSpan(0, at + 1))
                    {
                        sums[column]++;
                    }
                }
            }
        });
        return matrix;
    }

    private static float[] ToWeights(SymmetricMatrix inverse)
    {
        var size = inverse.Size;
        var weights = new float[size * size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                weights[(row * size) + column] = row == column ? 0 : -inverse[row, column] / inverse[column, column];
            }
        }

        return weights;
    }
}
