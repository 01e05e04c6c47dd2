using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PersonalizeOps.Engine.Kernels;

/// <content>Small matrices of factors, in panels of four rows.</content>
internal sealed partial class Vector512Kernel
{
    public override void AddGram(ReadOnlySpan<float> rows, int width, Span<float> target)
    {
        CheckWidth(width);
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, width * width, nameof(target));
        ref var first = ref MemoryMarshal.GetReference(rows);
        ref var corner = ref MemoryMarshal.GetReference(target);
        for (var row = 0; row < width; row += 4)
        {
            AddProducts(ref first, rows.Length / width, width, row, ref corner, Vector512<float>.One);
        }
    }

    public override void GatherRows(ReadOnlySpan<float> values, ReadOnlySpan<int> indices, Span<float> rows, Span<float> sums)
    {
        var width = sums.Length;
        CheckRows(values, indices, rows, width);
        var column = 0;
        for (; column <= width - (4 * Lanes); column += 4 * Lanes)
        {
            GatherColumns4(
                ref Unsafe.Add(ref MemoryMarshal.GetReference(values), column),
                indices,
                ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), column),
                ref Unsafe.Add(ref MemoryMarshal.GetReference(sums), column),
                width);
        }

        for (; column < width; column += Lanes)
        {
            ref var from = ref Unsafe.Add(ref MemoryMarshal.GetReference(values), column);
            ref var to = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), column);
            var sum = Vector512<float>.Zero;
            for (var i = 0; i < indices.Length; i++)
            {
                var own = Vector512.LoadUnsafe(ref from, (nuint)indices[i] * (nuint)width);
                own.StoreUnsafe(ref to, (nuint)(i * width));
                sum += own;
            }

            Add(ref Unsafe.Add(ref MemoryMarshal.GetReference(sums), column), 0, Vector512<float>.One, sum);
        }
    }

    public override void MultiplyRows(ReadOnlySpan<float> rows, ReadOnlySpan<float> vector, Span<float> products)
    {
        var width = vector.Length;
        CheckWidth(width);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows.Length, (long)products.Length * width, nameof(rows));
        ref var right = ref MemoryMarshal.GetReference(vector);
        for (var row = 0; row < products.Length; row++)
        {
            ref var left = ref MemoryMarshal.GetReference(rows[(row * width)..]);
            var (even, odd) = (Vector512<float>.Zero, Vector512<float>.Zero);
            var column = 0;
            for (; column <= width - (2 * Lanes); column += 2 * Lanes)
            {
                even = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref left, (nuint)column), Vector512.LoadUnsafe(ref right, (nuint)column), even);
                odd = Vector512.FusedMultiplyAdd(
                    Vector512.LoadUnsafe(ref left, (nuint)(column + Lanes)),
                    Vector512.LoadUnsafe(ref right, (nuint)(column + Lanes)),
                    odd);
            }

            for (; column < width; column += Lanes)
            {
                even = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref left, (nuint)column), Vector512.LoadUnsafe(ref right, (nuint)column), even);
            }

            products[row] = Vector512.Sum(even + odd);
        }
    }

    // Each panel first loses what the rows above it explain, as one product of matrices, and is then factored in itself.
    public override void Solve(Span<float> matrix, Span<float> vector)
    {
        var width = vector.Length;
        CheckSystem(matrix, width);
        Span<float> inverses = stackalloc float[width];
        Span<float> forward = stackalloc float[width];
        ref var corner = ref MemoryMarshal.GetReference(matrix);
        ref var right = ref MemoryMarshal.GetReference(vector);
        for (var row = 0; row < width; row += 4)
        {
            AddProducts(ref corner, row, width, row, ref corner, -Vector512<float>.One);
            FactorPanel(ref Unsafe.Add(ref corner, row * width), width, row, inverses[row..]);
            SubstituteForward(ref Unsafe.Add(ref corner, row * width), width, row, inverses[row..], ref right, forward[row..]);
        }

        vector.Clear(); // unknowns that are not solved yet must count as zero
        for (var row = width - 4; row >= 0; row -= 4)
        {
            SubstituteBackward(ref Unsafe.Add(ref corner, row * width), width, row, inverses[row..], forward[row..], ref right);
        }
    }

    // The products of four columns of some rows with the same columns and those to their right: tiles of four rows by one to three vectors.
    private static void AddProducts(ref float rows, int count, int width, int row, ref float corner, Vector512<float> sign)
    {
        var column = row / Lanes * Lanes;
        while (column < width)
        {
            ref var tile = ref Unsafe.Add(ref corner, (row * width) + column);
            var vectors = (width - column) / Lanes;
            if (vectors is 3 or >= 5)
            {
                AddProducts3(ref rows, count, width, row, column, ref tile, sign);
                column += 3 * Lanes;
            }
            else if (vectors > 1)
            {
                AddProducts2(ref rows, count, width, row, column, ref tile, sign);
                column += 2 * Lanes;
            }
            else
            {
                AddProducts1(ref rows, count, width, row, column, ref tile, sign);
                column += Lanes;
            }
        }
    }

    private static void AddProducts3(ref float rows, int count, int width, int row, int column, ref float target, Vector512<float> sign)
    {
        Vector512<float> s00 = default, s01 = default, s02 = default;
        Vector512<float> s10 = default, s11 = default, s12 = default;
        Vector512<float> s20 = default, s21 = default, s22 = default;
        Vector512<float> s30 = default, s31 = default, s32 = default;
        ref var left = ref Unsafe.Add(ref rows, row);
        ref var right = ref Unsafe.Add(ref rows, column);
        for (var i = 0; i < count; i++)
        {
            var right0 = Vector512.LoadUnsafe(ref right);
            var right1 = Vector512.LoadUnsafe(ref right, Lanes);
            var right2 = Vector512.LoadUnsafe(ref right, 2 * Lanes);
            var left0 = Vector512.Create(left);
            s00 = Vector512.FusedMultiplyAdd(left0, right0, s00);
            s01 = Vector512.FusedMultiplyAdd(left0, right1, s01);
            s02 = Vector512.FusedMultiplyAdd(left0, right2, s02);
            var left1 = Vector512.Create(Unsafe.Add(ref left, 1));
            s10 = Vector512.FusedMultiplyAdd(left1, right0, s10);
            s11 = Vector512.FusedMultiplyAdd(left1, right1, s11);
            s12 = Vector512.FusedMultiplyAdd(left1, right2, s12);
            var left2 = Vector512.Create(Unsafe.Add(ref left, 2));
            s20 = Vector512.FusedMultiplyAdd(left2, right0, s20);
            s21 = Vector512.FusedMultiplyAdd(left2, right1, s21);
            s22 = Vector512.FusedMultiplyAdd(left2, right2, s22);
            var left3 = Vector512.Create(Unsafe.Add(ref left, 3));
            s30 = Vector512.FusedMultiplyAdd(left3, right0, s30);
            s31 = Vector512.FusedMultiplyAdd(left3, right1, s31);
            s32 = Vector512.FusedMultiplyAdd(left3, right2, s32);
            left = ref Unsafe.Add(ref left, width);
            right = ref Unsafe.Add(ref right, width);
        }

        Add(ref target, 0, sign, s00);
        Add(ref target, Lanes, sign, s01);
        Add(ref target, 2 * Lanes, sign, s02);
        target = ref Unsafe.Add(ref target, width);
        Add(ref target, 0, sign, s10);
        Add(ref target, Lanes, sign, s11);
        Add(ref target, 2 * Lanes, sign, s12);
        target = ref Unsafe.Add(ref target, width);
        Add(ref target, 0, sign, s20);
        Add(ref target, Lanes, sign, s21);
        Add(ref target, 2 * Lanes, sign, s22);
        target = ref Unsafe.Add(ref target, width);
        Add(ref target, 0, sign, s30);
        Add(ref target, Lanes, sign, s31);
        Add(ref target, 2 * Lanes, sign, s32);
    }

    private static void AddProducts2(ref float rows, int count, int width, int row, int column, ref float target, Vector512<float> sign)
    {
        Vector512<float> s00 = default, s01 = default;
        Vector512<float> s10 = default, s11 = default;
        Vector512<float> s20 = default, s21 = default;
        Vector512<float> s30 = default, s31 = default;
        ref var left = ref Unsafe.Add(ref rows, row);
        ref var right = ref Unsafe.Add(ref rows, column);
        for (var i = 0; i < count; i++)
        {
            var right0 = Vector512.LoadUnsafe(ref right);
            var right1 = Vector512.LoadUnsafe(ref right, Lanes);
            var left0 = Vector512.Create(left);
            s00 = Vector512.FusedMultiplyAdd(left0, right0, s00);
            s01 = Vector512.FusedMultiplyAdd(left0, right1, s01);
            var left1 = Vector512.Create(Unsafe.Add(ref left, 1));
            s10 = Vector512.FusedMultiplyAdd(left1, right0, s10);
            s11 = Vector512.FusedMultiplyAdd(left1, right1, s11);
            var left2 = Vector512.Create(Unsafe.Add(ref left, 2));
            s20 = Vector512.FusedMultiplyAdd(left2, right0, s20);
            s21 = Vector512.FusedMultiplyAdd(left2, right1, s21);
            var left3 = Vector512.Create(Unsafe.Add(ref left, 3));
            s30 = Vector512.FusedMultiplyAdd(left3, right0, s30);
            s31 = Vector512.FusedMultiplyAdd(left3, right1, s31);
            left = ref Unsafe.Add(ref left, width);
            right = ref Unsafe.Add(ref right, width);
        }

        Add(ref target, 0, sign, s00);
        Add(ref target, Lanes, sign, s01);
        target = ref Unsafe.Add(ref target, width);
        Add(ref target, 0, sign, s10);
        Add(ref target, Lanes, sign, s11);
        target = ref Unsafe.Add(ref target, width);
        Add(ref target, 0, sign, s20);
        Add(ref target, Lanes, sign, s21);
        target = ref Unsafe.Add(ref target, width);
        Add(ref target, 0, sign, s30);
        Add(ref target, Lanes, sign, s31);
    }

    private static void AddProducts1(ref float rows, int count, int width, int row, int column, ref float target, Vector512<float> sign)
    {
        Vector512<float> s00 = default;
        Vector512<float> s10 = default;
        Vector512<float> s20 = default;
        Vector512<float> s30 = default;
        ref var left = ref Unsafe.Add(ref rows, row);
        ref var right = ref Unsafe.Add(ref rows, column);
        for (var i = 0; i < count; i++)
        {
            var right0 = Vector512.LoadUnsafe(ref right);
            var left0 = Vector512.Create(left);
            s00 = Vector512.FusedMultiplyAdd(left0, right0, s00);
            var left1 = Vector512.Create(Unsafe.Add(ref left, 1));
            s10 = Vector512.FusedMultiplyAdd(left1, right0, s10);
            var left2 = Vector512.Create(Unsafe.Add(ref left, 2));
            s20 = Vector512.FusedMultiplyAdd(left2, right0, s20);
            var left3 = Vector512.Create(Unsafe.Add(ref left, 3));
            s30 = Vector512.FusedMultiplyAdd(left3, right0, s30);
            left = ref Unsafe.Add(ref left, width);
            right = ref Unsafe.Add(ref right, width);
        }

        Add(ref target, 0, sign, s00);
        target = ref Unsafe.Add(ref target, width);
        Add(ref target, 0, sign, s10);
        target = ref Unsafe.Add(ref target, width);
        Add(ref target, 0, sign, s20);
        target = ref Unsafe.Add(ref target, width);
        Add(ref target, 0, sign, s30);
    }

    private static void FactorPanel(ref float panel, int width, int row, Span<float> inverses)
    {
        ref var row0 = ref panel;
        ref var row1 = ref Unsafe.Add(ref panel, width);
        ref var row2 = ref Unsafe.Add(ref panel, 2 * width);
        ref var row3 = ref Unsafe.Add(ref panel, 3 * width);

        // The square on the diagonal.
        var inverse0 = InverseRoot(Unsafe.Add(ref row0, row));
        var (f01, f02, f03) = (Unsafe.Add(ref row0, row + 1) * inverse0, Unsafe.Add(ref row0, row + 2) * inverse0, Unsafe.Add(ref row0, row + 3) * inverse0);
        var inverse1 = InverseRoot(Unsafe.Add(ref row1, row + 1) - (f01 * f01));
        var f12 = (Unsafe.Add(ref row1, row + 2) - (f01 * f02)) * inverse1;
        var f13 = (Unsafe.Add(ref row1, row + 3) - (f01 * f03)) * inverse1;
        var inverse2 = InverseRoot(Unsafe.Add(ref row2, row + 2) - (f02 * f02) - (f12 * f12));
        var f23 = (Unsafe.Add(ref row2, row + 3) - (f02 * f03) - (f12 * f13)) * inverse2;
        var inverse3 = InverseRoot(Unsafe.Add(ref row3, row + 3) - (f03 * f03) - (f13 * f13) - (f23 * f23));
        (inverses[0], inverses[1], inverses[2], inverses[3]) = (inverse0, inverse1, inverse2, inverse3);
        for (var column = row / Lanes * Lanes; column < width; column += Lanes)
        {
            var v0 = Vector512.LoadUnsafe(ref row0, (nuint)column) * Vector512.Create(inverse0);
            var v1 = Vector512.FusedMultiplyAdd(Vector512.Create(-f01), v0, Vector512.LoadUnsafe(ref row1, (nuint)column)) * Vector512.Create(inverse1);
            var v2 = Vector512.FusedMultiplyAdd(Vector512.Create(-f02), v0, Vector512.LoadUnsafe(ref row2, (nuint)column));
            v2 = Vector512.FusedMultiplyAdd(Vector512.Create(-f12), v1, v2) * Vector512.Create(inverse2);
            var v3 = Vector512.FusedMultiplyAdd(Vector512.Create(-f03), v0, Vector512.LoadUnsafe(ref row3, (nuint)column));
            v3 = Vector512.FusedMultiplyAdd(Vector512.Create(-f13), v1, v3);
            v3 = Vector512.FusedMultiplyAdd(Vector512.Create(-f23), v2, v3) * Vector512.Create(inverse3);
            v0.StoreUnsafe(ref row0, (nuint)column);
            v1.StoreUnsafe(ref row1, (nuint)column);
            v2.StoreUnsafe(ref row2, (nuint)column);
            v3.StoreUnsafe(ref row3, (nuint)column);
        }
    }

    private static void SubstituteForward(ref float panel, int width, int row, ReadOnlySpan<float> inverses, ref float right, Span<float> forward)
    {
        ref var row0 = ref panel;
        ref var row1 = ref Unsafe.Add(ref panel, width);
        ref var row2 = ref Unsafe.Add(ref panel, 2 * width);
        ref var row3 = ref Unsafe.Add(ref panel, 3 * width);
        var z0 = Unsafe.Add(ref right, row) * inverses[0];
        var z1 = (Unsafe.Add(ref right, row + 1) - (Unsafe.Add(ref row0, row + 1) * z0)) * inverses[1];
        var z2 = (Unsafe.Add(ref right, row + 2) - (Unsafe.Add(ref row0, row + 2) * z0) - (Unsafe.Add(ref row1, row + 2) * z1)) * inverses[2];
        var z3 = Unsafe.Add(ref right, row + 3) - (Unsafe.Add(ref row0, row + 3) * z0) - (Unsafe.Add(ref row1, row + 3) * z1);
        z3 = (z3 - (Unsafe.Add(ref row2, row + 3) * z2)) * inverses[3];
        (forward[0], forward[1], forward[2], forward[3]) = (z0, z1, z2, z3);
        for (var column = row / Lanes * Lanes; column < width; column += Lanes)
        {
            var rest = Vector512.LoadUnsafe(ref right, (nuint)column);
            rest = Vector512.FusedMultiplyAdd(Vector512.Create(-z0), Vector512.LoadUnsafe(ref row0, (nuint)column), rest);
            rest = Vector512.FusedMultiplyAdd(Vector512.Create(-z1), Vector512.LoadUnsafe(ref row1, (nuint)column), rest);
            rest = Vector512.FusedMultiplyAdd(Vector512.Create(-z2), Vector512.LoadUnsafe(ref row2, (nuint)column), rest);
            rest = Vector512.FusedMultiplyAdd(Vector512.Create(-z3), Vector512.LoadUnsafe(ref row3, (nuint)column), rest);
            rest.StoreUnsafe(ref right, (nuint)column);
        }
    }

    private static void SubstituteBackward(
        ref float panel,
        int width,
        int row,
        ReadOnlySpan<float> inverses,
        ReadOnlySpan<float> forward,
        ref float solution)
    {
        ref var row0 = ref panel;
        ref var row1 = ref Unsafe.Add(ref panel, width);
        ref var row2 = ref Unsafe.Add(ref panel, 2 * width);
        ref var row3 = ref Unsafe.Add(ref panel, 3 * width);
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (var column = row / Lanes * Lanes; column < width; column += Lanes)
        {
            var known = Vector512.LoadUnsafe(ref solution, (nuint)column);
            s0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row0, (nuint)column), known, s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row1, (nuint)column), known, s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row2, (nuint)column), known, s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row3, (nuint)column), known, s3);
        }

        var x3 = (forward[3] - Vector512.Sum(s3)) * inverses[3];
        var x2 = (forward[2] - Vector512.Sum(s2) - (Unsafe.Add(ref row2, row + 3) * x3)) * inverses[2];
        var x1 = (forward[1] - Vector512.Sum(s1) - (Unsafe.Add(ref row1, row + 2) * x2) - (Unsafe.Add(ref row1, row + 3) * x3)) * inverses[1];
        var x0 = forward[0] - Vector512.Sum(s0) - (Unsafe.Add(ref row0, row + 1) * x1) - (Unsafe.Add(ref row0, row + 2) * x2);
        x0 = (x0 - (Unsafe.Add(ref row0, row + 3) * x3)) * inverses[0];
        Unsafe.Add(ref solution, row) = x0;
        Unsafe.Add(ref solution, row + 1) = x1;
        Unsafe.Add(ref solution, row + 2) = x2;
        Unsafe.Add(ref solution, row + 3) = x3;
    }

    private static void GatherColumns4(ref float from, ReadOnlySpan<int> indices, ref float to, ref float sums, int width)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        foreach (var index in indices)
        {
            ref var row = ref Unsafe.Add(ref from, (nint)index * width);
            var (v0, v1) = (Vector512.LoadUnsafe(ref row), Vector512.LoadUnsafe(ref row, Lanes));
            var (v2, v3) = (Vector512.LoadUnsafe(ref row, 2 * Lanes), Vector512.LoadUnsafe(ref row, 3 * Lanes));
            v0.StoreUnsafe(ref to);
            v1.StoreUnsafe(ref to, Lanes);
            v2.StoreUnsafe(ref to, 2 * Lanes);
            v3.StoreUnsafe(ref to, 3 * Lanes);
            s0 += v0;
            s1 += v1;
            s2 += v2;
            s3 += v3;
            to = ref Unsafe.Add(ref to, width);
        }

        Add(ref sums, 0, Vector512<float>.One, s0);
        Add(ref sums, Lanes, Vector512<float>.One, s1);
        Add(ref sums, 2 * Lanes, Vector512<float>.One, s2);
        Add(ref sums, 3 * Lanes, Vector512<float>.One, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref float target, int offset, Vector512<float> sign, Vector512<float> sum) =>
        Vector512.FusedMultiplyAdd(sign, sum, Vector512.LoadUnsafe(ref target, (nuint)offset)).StoreUnsafe(ref target, (nuint)offset);
}
