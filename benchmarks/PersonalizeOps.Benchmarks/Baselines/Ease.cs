using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Kernels;
using PersonalizeOps.Engine.Models;

namespace PersonalizeOps.Benchmarks.Baselines;

/// <summary>
/// EASE (Steck 2019), "Embarrassingly Shallow Autoencoders": each item is predicted from all others by ridge regression in closed form. Items beyond the
/// most used ones score 0, which bounds the time.
/// </summary>
internal sealed class Ease : IHistoryScorer
{
    private const float Regularization = 250;
    private const int MaximumItems = 4000;
    private readonly int[] _items;
    private readonly int[] _rows;
    private readonly float[] _weights;

    public Ease(Histories histories, ParallelOptions options)
    {
        var counts = histories.CountUsers();
        _items = [.. Enumerable.Range(0, counts.Length).Where(item => counts[item] > 0).OrderByDescending(item => counts[item]).Take(MaximumItems)];
        _rows = new int[counts.Length];
        Array.Fill(_rows, -1);
        for (var row = 0; row < _items.Length; row++)
        {
            _rows[_items[row]] = row;
        }

        var matrix = CountPairs(histories);
        for (var row = 0; row < _items.Length; row++)
        {
            matrix[row, row] += Regularization;
        }

        matrix.Invert(VectorKernel.Best, options);
        _weights = new float[_items.Length * _items.Length];
        for (var row = 0; row < _items.Length; row++)
        {
            for (var column = 0; column < _items.Length; column++)
            {
                _weights[(row * _items.Length) + column] = row == column ? 0 : -matrix[row, column] / matrix[column, column];
            }
        }
    }

    public void Score(ReadOnlySpan<int> history, Span<float> scores)
    {
        scores.Clear();
        var sums = new float[_items.Length];
        foreach (var item in history)
        {
            if (_rows[item] >= 0)
            {
                VectorKernel.Best.AddScaled(1, _weights.AsSpan(_rows[item] * _items.Length, _items.Length), sums);
            }
        }

        for (var row = 0; row < sums.Length; row++)
        {
            scores[_items[row]] = sums[row];
        }
    }

    private SymmetricMatrix CountPairs(Histories histories)
    {
        var matrix = new SymmetricMatrix(_items.Length);
        for (var user = 0; user < histories.Count; user++)
        {
            var rows = histories[user].ToArray().Distinct().Select(item => _rows[item]).Where(row => row >= 0).Order().ToArray();
            for (var i = 0; i < rows.Length; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    matrix[rows[i], rows[j]]++;
                }
            }
        }

        return matrix;
    }
}
