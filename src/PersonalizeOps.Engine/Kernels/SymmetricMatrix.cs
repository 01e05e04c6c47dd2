namespace PersonalizeOps.Engine.Kernels;

/// <summary>
/// A dense symmetric positive definite matrix, padded to whole blocks, that can be inverted in place by the blocked sweep operator
/// (Goodnight 1979): n³ operations, nearly all of them in <see cref="VectorKernel.SubtractProduct"/>. Only the lower triangle is read.
/// </summary>
internal sealed class SymmetricMatrix
{
    private const int Block = VectorKernel.Block;
    private readonly int _blocks;

    public SymmetricMatrix(int size)
    {
        Size = size;
        _blocks = (size + Block - 1) / Block;
        Stride = _blocks * Block;
        Values = new float[checked(Stride * Stride)];
        for (var i = size; i < Stride; i++)
        {
            Values[(i * Stride) + i] = 1;
        }
    }

    public int Size { get; }

    /// <summary>The distance between rows in <see cref="Values"/>.</summary>
    public int Stride { get; }

    public float[] Values { get; }

    public ref float this[int row, int column] => ref Values[(row * Stride) + column];

    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Stride, Size);

    /// <summary>Replaces the matrix by its inverse, both triangles filled in.</summary>
    public void Invert(VectorKernel kernel, ParallelOptions options)
    {
        var panels = new float[_blocks][];
        var transposed = new float[_blocks][];
        var weights = new float[_blocks][];
        for (var i = 0; i < _blocks; i++)
        {
            (panels[i], transposed[i], weights[i]) = (new float[Block * Block], new float[Block * Block], new float[Block * Block]);
        }

        for (var k = 0; k < _blocks; k++)
        {
            var pivot = k;
            var negatedInverse = NegatedInverseOfPivot(pivot);
            Parallel.For(0, _blocks, options, i =>
            {
                CopyPanel(i, pivot, panels[i], transposed[i]);
                Array.Clear(weights[i]);
                kernel.SubtractProduct(panels[i], negatedInverse, weights[i], Block);
            });
            Parallel.For(0, _blocks, options, step => UpdateRow(kernel, _blocks - 1 - step, pivot, weights, transposed));
            StorePanel(pivot, weights, negatedInverse);
        }

        Mirror(options);
    }

    private int Offset(int blockRow, int blockColumn) => (blockRow * Block * Stride) + (blockColumn * Block);

    private void UpdateRow(VectorKernel kernel, int i, int pivot, float[][] weights, float[][] transposed)
    {
        for (var j = 0; j <= i && i != pivot; j++)
        {
            if (j != pivot)
            {
                kernel.SubtractProduct(weights[i], transposed[j], Values.AsSpan(Offset(i, j)), Stride);
            }
        }
    }

    private void CopyPanel(int i, int pivot, float[] panel, float[] transposed)
    {
        var isBelow = i > pivot;
        var from = Values.AsSpan(isBelow ? Offset(i, pivot) : Offset(pivot, i));
        var (straight, turned) = isBelow ? (panel, transposed) : (transposed, panel);
        for (var row = 0; row < Block; row++)
        {
            for (var column = 0; column < Block; column++)
            {
                var value = from[(row * Stride) + column];
                straight[(row * Block) + column] = value;
                turned[(column * Block) + row] = value;
            }
        }
    }

    private void StorePanel(int pivot, float[][] weights, float[] negatedInverse)
    {
        for (var i = 0; i < _blocks; i++)
        {
            var to = Values.AsSpan(i >= pivot ? Offset(i, pivot) : Offset(pivot, i));
            var from = i == pivot ? negatedInverse : weights[i];
            for (var row = 0; row < Block; row++)
            {
                for (var column = 0; column < Block; column++)
                {
                    to[(row * Stride) + column] = from[i >= pivot ? (row * Block) + column : (column * Block) + row];
                }
            }
        }
    }

    // In double precision: the block is small, and its errors would spread over the whole matrix.
    private float[] NegatedInverseOfPivot(int pivot)
    {
        var work = new double[Block * Block];
        for (var row = 0; row < Block; row++)
        {
            for (var column = 0; column < Block; column++)
            {
                var (low, high) = (Math.Min(row, column), Math.Max(row, column));
                work[(row * Block) + column] = Values[Offset(pivot, pivot) + (high * Stride) + low];
            }
        }

        for (var k = 0; k < Block; k++)
        {
            Sweep(work, k);
        }

        return Array.ConvertAll(work, value => (float)value);
    }

    private static void Sweep(double[] work, int k)
    {
        var pivot = work[(k * Block) + k];
        if (!(pivot > 0))
        {
            throw new ArithmeticException("The matrix is not positive definite.");
        }

        for (var row = 0; row < Block; row++)
        {
            var factor = work[(row * Block) + k] / pivot;
            for (var column = 0; column < Block && row != k; column++)
            {
                if (column != k)
                {
                    work[(row * Block) + column] -= factor * work[(k * Block) + column];
                }
            }
        }

        for (var i = 0; i < Block; i++)
        {
            work[(i * Block) + k] /= i == k ? 1 : pivot;
            work[(k * Block) + i] /= i == k ? 1 : pivot;
        }

        work[(k * Block) + k] = -1 / pivot;
    }

    private void Mirror(ParallelOptions options) => Parallel.For(0, _blocks, options, i =>
    {
        for (var j = 0; j <= i; j++)
        {
            MirrorBlock(i, j);
        }
    });

    private void MirrorBlock(int i, int j)
    {
        for (var row = i * Block; row < (i + 1) * Block; row++)
        {
            for (var column = j * Block; column < Math.Min((j + 1) * Block, row + 1); column++)
            {
                var value = -Values[(row * Stride) + column];
                Values[(row * Stride) + column] = value;
                Values[(column * Stride) + row] = value;
            }
        }
    }
}
