using PersonalizeOps.Engine.Kernels;

namespace PersonalizeOps.Engine.Models.Factors;

/// <summary>One row of factors for every item or user, padded with zeros to the width kernels need.</summary>
internal sealed class FactorMatrix
{
    private const int RowsPerPart = 2048;
    private readonly AlignedMemory _values;

    public FactorMatrix(int count, int factors)
    {
        Count = count;
        Width = WidthOf(factors);
        _values = new AlignedMemory(checked(count * Width));
    }

    public int Count { get; }

    /// <summary>The length of a row, zeros at its end included.</summary>
    public int Width { get; }

    public Span<float> Values => _values.Span;

    public Span<float> this[int row] => Values.Slice(row * Width, Width);

    /// <summary>The number of factors, rounded up to what kernels need.</summary>
    public static int WidthOf(int factors) => (factors + VectorKernel.WidthStep - 1) / VectorKernel.WidthStep * VectorKernel.WidthStep;

    /// <summary>The products of all pairs of columns, in the upper triangle. Parts are summed in order, so threads change nothing.</summary>
    public float[] Gram(ParallelOptions options)
    {
        var parts = new float[(Count + RowsPerPart - 1) / RowsPerPart][];
        Parallel.For(0, parts.Length, options, part =>
        {
            var rows = Math.Min(RowsPerPart, Count - (part * RowsPerPart));
            parts[part] = new float[Width * Width];
            VectorKernel.Best.AddGram(Values.Slice(part * RowsPerPart * Width, rows * Width), Width, parts[part]);
        });
        var gram = new float[Width * Width];
        foreach (var part in parts)
        {
            VectorKernel.Best.AddScaled(1, part, gram);
        }

        return gram;
    }
}
