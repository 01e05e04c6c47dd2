namespace PersonalizeOps.Engine.Kernels;

/// <content>Small matrices of factors.</content>
internal sealed partial class ScalarKernel
{
    public override void AddGram(ReadOnlySpan<float> rows, int width, Span<float> target)
    {
        CheckWidth(width);
        for (; !rows.IsEmpty; rows = rows[width..])
        {
            for (var row = 0; row < width; row++)
            {
                AddScaled(rows[row], rows[row..width], target[((row * width) + row)..]);
            }
        }
    }

    public override void GatherRows(ReadOnlySpan<float> values, ReadOnlySpan<int> indices, Span<float> rows, Span<float> sums)
    {
        var width = sums.Length;
        CheckRows(values, indices, rows, width);
        for (var i = 0; i < indices.Length; i++)
        {
            var row = values.Slice(indices[i] * width, width);
            row.CopyTo(rows[(i * width)..]);
            AddScaled(1, row, sums);
        }
    }

    public override void MultiplyRows(ReadOnlySpan<float> rows, ReadOnlySpan<float> vector, Span<float> products)
    {
        CheckWidth(vector.Length);
        for (var row = 0; row < products.Length; row++)
        {
            products[row] = Dot(vector, rows.Slice(row * vector.Length, vector.Length));
        }
    }

    public override void Solve(Span<float> matrix, Span<float> vector)
    {
        var width = vector.Length;
        CheckSystem(matrix, width);
        for (var row = 0; row < width; row++)
        {
            var own = matrix.Slice((row * width) + row, width - row);
            var inverse = InverseRoot(own[0]);
            foreach (ref var value in own)
            {
                value *= inverse;
            }

            vector[row] *= inverse;
            AddScaled(-vector[row], own[1..], vector[(row + 1)..]);
            for (var below = row + 1; below < width; below++)
            {
                AddScaled(-own[below - row], own[(below - row)..], matrix[((below * width) + below)..]);
            }
        }

        for (var row = width - 1; row >= 0; row--)
        {
            var own = matrix.Slice((row * width) + row, width - row);
            vector[row] = (vector[row] - Dot(own[1..], vector[(row + 1)..])) / own[0];
        }
    }
}
