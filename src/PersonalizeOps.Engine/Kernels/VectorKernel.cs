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

    private const string Variable = "PERSONALIZEOPS_KERNEL";

    /// <summary>Every kernel this machine can run, the best first.</summary>
    public static IReadOnlyList<VectorKernel> Available { get; } = FindAvailable();

    /// <summary>The kernel in use.</summary>
    public static VectorKernel Best { get; } = Choose(Environment.GetEnvironmentVariable(Variable));

    public abstract string Name { get; }

    /// <summary>Adds a multiple of a vector: target += factor · source.</summary>
    public abstract void AddScaled(float factor, ReadOnlySpan<float> source, Span<float> target);

    /// <summary>Multiplies a vector, value by value: target *= factors.</summary>
    public abstract void Multiply(ReadOnlySpan<float> factors, Span<float> target);

    /// <summary>The inner product of two vectors of the same length.</summary>
    public abstract float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right);

    /// <summary>Subtracts the product of two square blocks: target[r, c] -= Σ left[r, k] · right[k, c].</summary>
    /// <param name="left">Block × Block values, row by row.</param>
    /// <param name="right">Block × Block values, row by row.</param>
    /// <param name="target">The first value of the target block.</param>
    /// <param name="stride">The distance between rows of the target.</param>
    public abstract void SubtractProduct(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> target, int stride);

    /// <summary>The greatest value; negative infinity when there is none.</summary>
    public abstract float Maximum(ReadOnlySpan<float> values);

    /// <summary>The sum of all values and the sum of their squares.</summary>
    public abstract (double Sum, double Squares) Moments(ReadOnlySpan<float> values);

    /// <summary>The sum of e^((value - maximum) · scale) over all values.</summary>
    /// <param name="values">Negative infinity adds nothing.</param>
    /// <param name="maximum">Finite, and no less than any value.</param>
    /// <param name="scale">At least 0.</param>
    public abstract double SumOfExponentials(ReadOnlySpan<float> values, float maximum, float scale);

    /// <summary>The position of the first value above a threshold; the number of values when there is none.</summary>
    public abstract int FirstAbove(ReadOnlySpan<float> values, float threshold, int start);

    internal static VectorKernel Choose(string? name) =>
        string.IsNullOrEmpty(name)
            ? Available[0]
            : Available.FirstOrDefault(kernel => kernel.Name == name)
                ?? throw new PlatformNotSupportedException($"{Variable} is '{name}'; this machine has: {string.Join(", ", Available.Select(kernel => kernel.Name))}.");

    private protected static void CheckBlocks(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> target, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(left.Length, Block * Block, nameof(left));
        ArgumentOutOfRangeException.ThrowIfLessThan(right.Length, Block * Block, nameof(right));
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, Block, nameof(stride));
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, ((long)stride * (Block - 1)) + Block, nameof(target));
    }

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
