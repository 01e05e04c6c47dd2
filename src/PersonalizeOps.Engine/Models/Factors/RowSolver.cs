using PersonalizeOps.Engine.Kernels;

namespace PersonalizeOps.Engine.Models.Factors;

/// <summary>Finds the best row of factors for one user or item, the factors of the other side held fixed: a system of normal equations. One per thread.</summary>
internal sealed class RowSolver(FactorSettings settings, int width)
{
    private const int RowsAtOnce = 64; // with the matrix they fill a first-level cache of 32 KB
    private readonly AlignedMemory _rows = new(RowsAtOnce * width);
    private readonly AlignedMemory _matrix = new(width * width);
    private readonly float[] _unweighted = new float[width];

    /// <summary>Solves for one row.</summary>
    /// <param name="partners">The rows of the other side that this one interacted with.</param>
    /// <param name="weights">The weight of each partner; empty for 1.</param>
    /// <param name="others">The factors of the other side.</param>
    /// <param name="gram">Their products; see <see cref="FactorMatrix.Gram"/>.</param>
    /// <param name="solution">Receives the factors.</param>
    public void Solve(ReadOnlySpan<int> partners, ReadOnlySpan<float> weights, FactorMatrix others, float[] gram, Span<float> solution)
    {
        var kernel = VectorKernel.Best;
        var matrix = _matrix.Span;
        matrix.Clear();
        kernel.AddScaled(settings.UnobservedWeight, gram, matrix);
        solution.Clear();
        var total = weights.IsEmpty ? partners.Length : 0f;
        for (var start = 0; start < partners.Length; start += RowsAtOnce)
        {
            var part = partners[start..Math.Min(partners.Length, start + RowsAtOnce)];
            var rows = _rows.Span[..(part.Length * width)];
            Prefetching.AskRows(others.Values, width, FirstOf(partners[(start + part.Length)..]));
            kernel.GatherRows(others.Values, part, rows, weights.IsEmpty ? solution : _unweighted);
            if (!weights.IsEmpty)
            {
                total += Weigh(rows, weights.Slice(start, part.Length), solution);
            }

            kernel.AddGram(rows, width, matrix);
        }

        var regularization = settings.RegularizationOf(total, others.Count);
        for (var i = 0; i < width; i++)
        {
            matrix[(i * width) + i] += regularization;
        }

        kernel.Solve(matrix, solution);
    }

    /// <summary>Asks for the memory that <see cref="Solve"/> will read first for some partners.</summary>
    public static void Expect(ReadOnlySpan<int> partners, FactorMatrix others) => Prefetching.AskRows(others.Values, others.Width, FirstOf(partners));

    private static ReadOnlySpan<int> FirstOf(ReadOnlySpan<int> partners) => partners[..Math.Min(partners.Length, RowsAtOnce)];

    // Rows times the root of their weight, so that their products have the weight.
    private float Weigh(Span<float> rows, ReadOnlySpan<float> weights, Span<float> sums)
    {
        var total = 0f;
        for (var i = 0; i < weights.Length; i++)
        {
            var row = rows.Slice(i * width, width);
            VectorKernel.Best.AddScaled(weights[i], row, sums);
            var root = MathF.Sqrt(weights[i]);
            foreach (ref var value in row)
            {
                value *= root;
            }

            total += weights[i];
        }

        return total;
    }
}
