using PersonalizeOps.Engine.Kernels;

namespace PersonalizeOps.Engine.Tests.Kernels;

public sealed class VectorKernelTests
{
    private static readonly VectorKernel Scalar = new ScalarKernel();

    public static TheoryData<string> Kernels => [.. VectorKernel.Available.Select(kernel => kernel.Name)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Dot_AddScaled_Mix_and_Multiply_agree_with_the_scalar_kernel_at_every_length(string name)
    {
        var kernel = VectorKernel.Choose(name);
        for (var length = 0; length < 70; length++)
        {
            var (left, right) = (Values(length, 1), Values(length, 2));
            Assert.Equal(Scalar.Dot(left, right), kernel.Dot(left, right), 1e-4f);
            var (expected, actual) = (Values(length, 3), Values(length, 3));
            Scalar.AddScaled(0.7f, left, expected);
            kernel.AddScaled(0.7f, left, actual);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
            Scalar.Mix(0.3f, expected, -0.6f, right);
            kernel.Mix(0.3f, actual, -0.6f, right);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
            Scalar.Multiply(left, expected);
            kernel.Multiply(left, actual);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Products_of_blocks_agree_with_the_scalar_kernel_and_touch_nothing_else(string name)
    {
        const int Block = VectorKernel.Block;
        const int Stride = Block + 5;
        foreach (var depth in (int[])[Block, 64, 1, 0])
        {
            var (left, right) = (Values(Block * depth, 1), Values(depth * Block, 2));
            var (expected, actual) = (Values(Block * Stride, 3), Values(Block * Stride, 3));
            Scalar.SubtractProduct(left, right, expected, Stride);
            VectorKernel.Choose(name).SubtractProduct(left, right, actual, Stride);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Passes_over_scores_agree_with_the_scalar_kernel_at_every_length(string name)
    {
        var kernel = VectorKernel.Choose(name);
        foreach (var length in Enumerable.Range(0, 70).Append(3000))
        {
            var values = Values(length, 1);
            if (length > 2)
            {
                values[length / 2] = float.NegativeInfinity;
            }

            var maximum = Scalar.Maximum(values);
            Assert.Equal(maximum, kernel.Maximum(values));
            if (length > 0)
            {
                Assert.Equal(1, kernel.SumOfExponentials(values, maximum, 3) / Scalar.SumOfExponentials(values, maximum, 3), 5);
            }

            foreach (var threshold in (float[])[float.NegativeInfinity, -0.5f, 0.9f, 2])
            {
                for (var start = 0; start < length; start = kernel.FirstAbove(values, threshold, start) + 1)
                {
                    Assert.Equal(Scalar.FirstAbove(values, threshold, start), kernel.FirstAbove(values, threshold, start));
                }
            }

            var finite = Values(length, 2);
            var (sum, squares) = Scalar.Moments(finite);
            var moments = kernel.Moments(finite);
            Assert.Equal(sum, moments.Sum, 3);
            Assert.Equal(squares, moments.Squares, 3);
            foreach (var threshold in (float[])[float.NegativeInfinity, -0.5f, 0, 0.9f, 2])
            {
                Assert.Equal(values.Count(value => value >= threshold), kernel.CountAtLeast(values, threshold));
                var above = kernel.SumAbove(values, threshold);
                Assert.Equal(values.Count(value => value > threshold), above.Count);
                Assert.Equal(values.Where(value => value > threshold).Sum(value => (double)value), above.Sum, 3);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Shares_of_scores_of_any_size_add_up_as_exponentials_do(string name)
    {
        float[] values = [0, -1e-6f, -0.3f, -5, -40, -100, -1e6f, float.NegativeInfinity, .. Enumerable.Range(0, 56).Select(i => -i / 3f)];
        foreach (var scale in (float[])[1e-3f, 1, 50])
        {
            var expected = values.Sum(value => Math.Exp(scale * (double)value));
            Assert.Equal(1, VectorKernel.Choose(name).SumOfExponentials(values, 0, scale) / expected, 5);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Every_value_of_a_whole_run_is_in_one_group_and_no_maximum_exceeds_its_own(string name)
    {
        foreach (var length in (int[])[0, 255, 256, 257, 5000])
        {
            var values = Values(length, 4);
            var maxima = new float[length / VectorKernel.Group];
            var count = VectorKernel.Choose(name).GroupMaxima(values, maxima);
            Assert.Equal(length / 256 * 16, count);
            for (var group = 0; group < count; group++)
            {
                var members = Enumerable.Range(0, 16).Select(i => values[(group / 16 * 256) + (group % 16) + (16 * i)]);
                Assert.Equal(members.Max(), maxima[group]);
            }

            Assert.Equal(count, VectorKernel.Choose(name).GroupMaxima(values, values));
            Assert.Equal(maxima[..count], values[..count]);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Blocks_that_are_too_small_are_refused(string name)
    {
        var block = new float[VectorKernel.Block * VectorKernel.Block];
        var kernel = VectorKernel.Choose(name);
        Assert.Throws<ArgumentOutOfRangeException>(() => kernel.SubtractProduct(block.AsSpan(1), block, block, VectorKernel.Block));
        Assert.Throws<ArgumentOutOfRangeException>(() => kernel.SubtractProduct(block, block, block.AsSpan(1), VectorKernel.Block));
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void Products_of_columns_agree_with_the_scalar_kernel_in_the_upper_triangle(string name)
    {
        foreach (var (width, count) in ((int, int)[])[(16, 0), (16, 1), (32, 5), (48, 64), (64, 33), (80, 7), (112, 3), (128, 100)])
        {
            var rows = Values(count * width, 1);
            var (expected, actual) = (Values(width * width, 2), Values(width * width, 2));
            Scalar.AddGram(rows, width, expected);
            Create(name).AddGram(rows, width, actual);
            for (var row = 0; row < width; row++)
            {
                for (var column = row; column < width; column++)
                {
                    Assert.Equal(expected[(row * width) + column], actual[(row * width) + column], 1e-4f);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void Rows_are_gathered_summed_and_multiplied_as_by_the_scalar_kernel(string name)
    {
        foreach (var width in (int[])[16, 32, 48, 64, 80])
        {
            var values = Values(9 * width, 1);
            int[] indices = [8, 0, 3, 3, 7];
            var (expectedRows, actualRows) = (new float[indices.Length * width], new float[indices.Length * width]);
            var (expectedSums, actualSums) = (Values(width, 2), Values(width, 2));
            Scalar.GatherRows(values, indices, expectedRows, expectedSums);
            Create(name).GatherRows(values, indices, actualRows, actualSums);
            Assert.Equal(expectedRows, actualRows);
            Assert.All(expectedSums.Zip(actualSums), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
            Assert.Throws<ArgumentOutOfRangeException>(() => Create(name).GatherRows(values, [9], new float[width], new float[width]));

            var (expected, actual) = (new float[9], new float[9]);
            Scalar.MultiplyRows(values, expectedSums, expected);
            Create(name).MultiplyRows(values, expectedSums, actual);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        }
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void A_solution_times_the_matrix_is_the_right_side(string name)
    {
        foreach (var width in (int[])[16, 32, 48, 64, 80, 128])
        {
            var matrix = new float[width * width];
            Scalar.AddGram(Values(40 * width, 1), width, matrix);
            for (var i = 0; i < width; i++)
            {
                matrix[(i * width) + i] += 5;
            }

            var right = Values(width, 2);
            var solution = (float[])right.Clone();
            Create(name).Solve((float[])matrix.Clone(), solution);
            for (var row = 0; row < width; row++)
            {
                var sum = Enumerable.Range(0, width).Sum(column => matrix[(Math.Min(row, column) * width) + Math.Max(row, column)] * solution[column]);
                Assert.Equal(right[row], sum, 1e-3f);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void A_system_that_is_not_positive_definite_and_a_width_that_does_not_fit_are_refused(string name)
    {
        Assert.Throws<ArithmeticException>(() => Create(name).Solve(new float[256], new float[16]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(name).Solve(new float[64], new float[8]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(name).AddGram(new float[64], 8, new float[64]));
    }

    [Fact]
    public void An_unknown_kernel_is_refused_by_name() =>
        Assert.Contains("vector1", Assert.Throws<PlatformNotSupportedException>(() => VectorKernel.Choose("vector1")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(96)]
    [InlineData(97)]
    [InlineData(300)]
    public void The_inverse_times_the_matrix_is_the_identity_whatever_the_threads(int size)
    {
        var inverses = new List<float[]>();
        foreach (var threads in (int[])[1, 2])
        {
            var (matrix, copy) = (Positive(size), Positive(size));
            matrix.Invert(VectorKernel.Best, new ParallelOptions { MaxDegreeOfParallelism = threads });
            for (var row = 0; row < size; row++)
            {
                for (var column = 0; column < size; column++)
                {
                    Assert.Equal(row == column ? 1 : 0, Scalar.Dot(matrix.Row(row), copy.Row(column)), 2e-4f);
                }
            }

            inverses.Add(matrix.Values);
        }

        Assert.Equal(inverses[0], inverses[1]);
    }

    [Fact]
    public void A_matrix_that_is_not_positive_definite_is_refused() =>
        Assert.Throws<ArithmeticException>(() => new SymmetricMatrix(3).Invert(Scalar, new ParallelOptions()));

    // Vectors wider than the machine's work too, in pieces: slow, and good enough for a test.
    public static TheoryData<string> Everywhere => ["scalar", "vector256", "vector512"];

    private static VectorKernel Create(string name) =>
        name switch { "scalar" => new ScalarKernel(), "vector256" => new Vector256Kernel(), _ => new Vector512Kernel() };

    private static float[] Values(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private static SymmetricMatrix Positive(int size)
    {
        var factors = Enumerable.Range(0, size).Select(row => Values(20, row)).ToArray();
        var matrix = new SymmetricMatrix(size);
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                matrix[row, column] = Scalar.Dot(factors[row], factors[column]) + (row == column ? 5 : 0);
            }
        }

        return matrix;
    }
}
