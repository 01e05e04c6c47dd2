using System.Globalization;
using System.Runtime.Intrinsics;
using PersonalizeOps.Engine.Kernels;

namespace PersonalizeOps.Benchmarks.Speed;

/// <summary>The kernels of the factor model against the peak of fused multiply-adds.</summary>
internal static class KernelSpeed
{
    private const int Width = 64;
    private const int Repeats = 20_000;
    private static float _sink;

    public static void Run(SpeedOptions options, TextWriter output)
    {
        var (one, all) = (Peak(1), Peak(options.Threads));
        var rows = new AlignedMemory(Width * Width);
        var matrix = new AlignedMemory(Width * Width);
        var right = new float[Width];
        for (var i = 0; i < rows.Length; i++)
        {
            rows.Span[i] = i * 7919 % 1000 / 1000f;
        }

        var gram = Timing.Runs(5, () => Repeat(() => VectorKernel.Best.AddGram(rows.Span, Width, matrix.Span))).Median();
        var rate = (double)Repeats * Width * Width * (Width + 1) / gram / 1e9;
        var solve = Timing.Runs(5, () => Repeat(() => Solve(matrix.Span, right))).Median();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"kernels: peak of fused multiply-adds {one:F0} GFLOP/s on one thread, {all:F0} on {options.Threads}"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"kernels: products of {Width} columns {rate:F0} GFLOP/s on one thread, {rate / one:P0} of the peak (only the triangle counted; target 40 %)"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"kernels: solving {Width} equations {solve / Repeats * 1e6:F1} µs"));
    }

    /// <summary>GFLOP/s of nothing but fused multiply-adds in registers, in vectors as wide as the kernel's.</summary>
    public static double Peak(int threads)
    {
        const int Steps = 20_000_000;
        var lanes = Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256<float>.Count;
        var seconds = Timing.Runs(5, () => Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            if (Vector512.IsHardwareAccelerated)
            {
                Spin512(Steps);
            }
            else
            {
                Spin256(Steps);
            }
        }));
        return (double)Steps * 10 * 2 * lanes * threads / seconds[0] / 1e9;
    }

    private static void Repeat(Action work)
    {
        for (var i = 0; i < Repeats; i++)
        {
            work();
        }
    }

    private static void Solve(Span<float> matrix, Span<float> right)
    {
        matrix.Clear();
        for (var i = 0; i < Width; i++)
        {
            matrix[(i * Width) + i] = 2;
        }

        VectorKernel.Best.Solve(matrix, right);
    }

    private static void Spin256(int steps)
    {
        var (a, b) = (Vector256.Create(0.999f), Vector256.Create(1e-3f));
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default;
        Vector256<float> s5 = default, s6 = default, s7 = default, s8 = default, s9 = default;
        for (var i = 0; i < steps; i++)
        {
            s0 = Vector256.FusedMultiplyAdd(s0, a, b);
            s1 = Vector256.FusedMultiplyAdd(s1, a, b);
            s2 = Vector256.FusedMultiplyAdd(s2, a, b);
            s3 = Vector256.FusedMultiplyAdd(s3, a, b);
            s4 = Vector256.FusedMultiplyAdd(s4, a, b);
            s5 = Vector256.FusedMultiplyAdd(s5, a, b);
            s6 = Vector256.FusedMultiplyAdd(s6, a, b);
            s7 = Vector256.FusedMultiplyAdd(s7, a, b);
            s8 = Vector256.FusedMultiplyAdd(s8, a, b);
            s9 = Vector256.FusedMultiplyAdd(s9, a, b);
        }

        _sink = Vector256.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9) + _sink;
    }

    private static void Spin512(int steps)
    {
        var (a, b) = (Vector512.Create(0.999f), Vector512.Create(1e-3f));
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default;
        Vector512<float> s5 = default, s6 = default, s7 = default, s8 = default, s9 = default;
        for (var i = 0; i < steps; i++)
        {
            s0 = Vector512.FusedMultiplyAdd(s0, a, b);
            s1 = Vector512.FusedMultiplyAdd(s1, a, b);
            s2 = Vector512.FusedMultiplyAdd(s2, a, b);
            s3 = Vector512.FusedMultiplyAdd(s3, a, b);
            s4 = Vector512.FusedMultiplyAdd(s4, a, b);
            s5 = Vector512.FusedMultiplyAdd(s5, a, b);
            s6 = Vector512.FusedMultiplyAdd(s6, a, b);
            s7 = Vector512.FusedMultiplyAdd(s7, a, b);
            s8 = Vector512.FusedMultiplyAdd(s8, a, b);
            s9 = Vector512.FusedMultiplyAdd(s9, a, b);
        }

        _sink = Vector512.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9) + _sink;
    }
}
