using System.Runtime.Intrinsics;

namespace PersonalizeOps.Engine.Kernels;

/// <summary>
/// The inner loops of training and scoring. One subclass per vector width; <see cref="Best"/> is the widest the machine has, unless the environment
/// variable PERSONALIZEOPS_KERNEL names another (scalar, vector256, vector512). Within one kernel results do not depend on threads.
/// </summary>
internal abstract class VectorKernel
{
    /// <summary>The side of the square blocks of <see cref="SubtractProduct"/>: divisible by three vectors of any width and by four rows.</summary>
    public const int Block = 96;

    /// <summary>What the length of a row of factors is a multiple of: two vectors of 256 bits, one of 512.</summary>
    public const int WidthStep = 16;

    private const string Variable = "PERSONALIZEOPS_KERNEL";

    /// <summary>Every kernel this machine can run, the best first.</summary>
    public static IReadOnlyList<VectorKernel> Available { get; } = FindAvailable();

    /// <summary>The kernel in use.</summary>
    public static VectorKernel Best { get; } = Choose(Environment.GetEnvironmentVariable(Variable));

    public abstract string Name { get; }

    /// <summary>Adds a multiple of a vector: target += factor · source.</summary>
    public abstract void AddScaled(float factor, ReadOnlySpan<float> source, Span<float> target);

    /// <summary>Multiplies a vector and adds a multiple of another: target = factor · target + scale · source.</summary>
    public abstract void Mix(float factor, Span<float> target, float scale, ReadOnlySpan<float> source);

    /// <summary>Multiplies a vector, value by value: target *= factors.</summary>
    public abstract void Multiply(ReadOnlySpan<float> factors, Span<float> target);

    /// <summary>The inner product of two vectors of the same length.</summary>
    public abstract float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right);

    /// <summary>Subtracts the product of two blocks from a square one: target[r, c] -= Σ left[r, k] · right[k, c].</summary>
    /// <param name="left">Block × depth values, row by row.</param>
    /// <param name="right">Depth × Block values, row by row.</param>
    /// <param name="target">The first value of the target block.</param>
    /// <param name="stride">The distance between rows of the target.</param>
    public abstract void SubtractProduct(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> target, int stride);

    /// <summary>The greatest value; negative infinity when there is none.</summary>
    public abstract float Maximum(ReadOnlySpan<float> values);

    /// <summary>The sum of all values and the sum of their squares.</summary>
    public abstract (double Sum, double Squares) Moments(ReadOnlySpan<float> values);

    /// <summary>The sum and the number of the values above a threshold.</summary>
    public abstract (double Sum, int Count) SumAbove(ReadOnlySpan<float> values, float threshold);

    /// <summary>The sum of e^((value - maximum) · scale) over all values.</summary>
    /// <param name="values">Negative infinity adds nothing.</param>
    /// <param name="maximum">Finite, and no less than any value.</param>
    /// <param name="scale">At least 0.</param>
    public abstract double SumOfExponentials(ReadOnlySpan<float> values, float maximum, float scale);

    /// <summary>The position of the first value above a threshold; the number of values when there is none.</summary>
    public abstract int FirstAbove(ReadOnlySpan<float> values, float threshold, int start);

    /// <summary>The number of values of each group of <see cref="GroupMaxima"/>.</summary>
    public const int Group = 16;

    /// <summary>
    /// The greatest value of each of some groups: of every 256 values those that are 16 apart make a group, so that no vector's lanes need comparing. Values beyond the
    /// last 256 are in no group.
    /// </summary>
    /// <param name="values">The values; none is NaN.</param>
    /// <param name="maxima">Receives one for every <see cref="Group"/> values; may begin where the values do.</param>
    /// <returns>How many there are.</returns>
    public abstract int GroupMaxima(ReadOnlySpan<float> values, Span<float> maxima);

    /// <summary>How many values are no less than a threshold.</summary>
    public abstract int CountAtLeast(ReadOnlySpan<float> values, float threshold);

    /// <summary>
    /// Adds the products of all pairs of columns of some rows, Rᵀ·R, to the upper triangle of a square matrix. Below the diagonal, values within a
    /// vector's reach of it lose their meaning.
    /// </summary>
    /// <param name="rows">The rows, one after the other.</param>
    /// <param name="width">The length of a row, a multiple of <see cref="WidthStep"/>.</param>
    /// <param name="target">Width × width values, row by row.</param>
    public abstract void AddGram(ReadOnlySpan<float> rows, int width, Span<float> target);

    /// <summary>Copies rows one after the other and adds them to a vector.</summary>
    /// <param name="values">The rows to choose from, each as long as the sums: a multiple of <see cref="WidthStep"/>.</param>
    /// <param name="indices">Which rows.</param>
    /// <param name="rows">Receives the rows.</param>
    /// <param name="sums">What the rows are added to.</param>
    public abstract void GatherRows(ReadOnlySpan<float> values, ReadOnlySpan<int> indices, Span<float> rows, Span<float> sums);

    /// <summary>The inner products of a vector with some rows.</summary>
    /// <param name="rows">The rows, one after the other, each as long as the vector: a multiple of <see cref="WidthStep"/>.</param>
    /// <param name="vector">The vector.</param>
    /// <param name="products">Receives one product for every row.</param>
    public abstract void MultiplyRows(ReadOnlySpan<float> rows, ReadOnlySpan<float> vector, Span<float> products);

    /// <summary>Solves the equations of a symmetric positive definite matrix by Cholesky's method.</summary>
    /// <param name="matrix">Width × width values, row by row, of which only the upper triangle is read; the factor afterwards.</param>
    /// <param name="vector">The right side, a multiple of <see cref="WidthStep"/> long; the solution afterwards.</param>
    /// <exception cref="ArithmeticException">The matrix is not positive definite.</exception>
    public abstract void Solve(Span<float> matrix, Span<float> vector);

    internal static VectorKernel Choose(string? name) =>
        string.IsNullOrEmpty(name)
            ? Available[0]
            : Available.FirstOrDefault(kernel => kernel.Name == name)
                ?? throw new PlatformNotSupportedException($"{Variable} is '{name}'; this machine has: {string.Join(", ", Available.Select(kernel => kernel.Name))}.");

    private protected static void CheckBlocks(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> target, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(left.Length % Block, 0, nameof(left));
        ArgumentOutOfRangeException.ThrowIfNotEqual(right.Length, left.Length, nameof(right));
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, Block, nameof(stride));
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, ((long)stride * (Block - 1)) + Block, nameof(target));
    }

    private protected static void CheckWidth(int width)
    {
        if (width <= 0 || width % WidthStep != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(width), width, $"The width must be a multiple of {WidthStep}.");
        }
    }

    private protected static void CheckSystem(ReadOnlySpan<float> matrix, int width)
    {
        CheckWidth(width);
        ArgumentOutOfRangeException.ThrowIfNotEqual(matrix.Length, width * width, nameof(matrix));
    }

    private protected static void CheckRows(ReadOnlySpan<float> values, ReadOnlySpan<int> indices, ReadOnlySpan<float> rows, int width)
    {
        CheckWidth(width);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows.Length, indices.Length * width, nameof(rows));
        if (indices.ContainsAnyExceptInRange(0, (values.Length / width) - 1))
        {
            throw new ArgumentOutOfRangeException(nameof(indices), "There is no such row.");
        }
    }

    /// <summary>One over the root of a pivot of Cholesky's method.</summary>
    private protected static float InverseRoot(float pivot) =>
        pivot > 0 ? 1 / MathF.Sqrt(pivot) : throw new ArithmeticException("The matrix is not positive definite.");

    private static List<VectorKernel> FindAvailable()
    {
        var kernels = new List<VectorKernel>();
        if (Vector512.IsHardwareAccelerated)
        {
            kernels.Add(new Vector512Kernel());
        }

        if (Vector256.IsHardwareAccelerated)
        {
            kernels.Add(new Vector256Kernel());
        }

        kernels.Add(new ScalarKernel());
        return kernels;
    }
}
