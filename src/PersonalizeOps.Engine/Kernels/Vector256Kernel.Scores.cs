using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PersonalizeOps.Engine.Kernels;

/// <content>Passes over the scores of a catalogue.</content>
internal sealed partial class Vector256Kernel
{
    private const int Run = 1024; // values summed in single precision before the sum is widened

    public override float Maximum(ReadOnlySpan<float> values)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var maxima = Vector256.Create(float.NegativeInfinity);
        var i = 0;
        for (; i <= values.Length - Lanes; i += Lanes)
        {
            maxima = Vector256.MaxNative(maxima, Vector256.LoadUnsafe(ref first, (nuint)i));
        }

        var maximum = float.NegativeInfinity;
        for (var lane = 0; lane < Lanes; lane++)
        {
            maximum = Math.Max(maximum, maxima[lane]);
        }

        for (; i < values.Length; i++)
        {
            maximum = Math.Max(maximum, values[i]);
        }

        return maximum;
    }

    public override (double Sum, double Squares) Moments(ReadOnlySpan<float> values)
    {
        var (sum, squares) = (0.0, 0.0);
        while (values.Length >= Lanes)
        {
            var run = values[..Math.Min(Run, values.Length / Lanes * Lanes)];
            ref var first = ref MemoryMarshal.GetReference(run);
            var sums = Vector256<float>.Zero;
            var squareSums = Vector256<float>.Zero;
            for (var i = 0; i < run.Length; i += Lanes)
            {
                var own = Vector256.LoadUnsafe(ref first, (nuint)i);
                sums += own;
                squareSums = Vector256.FusedMultiplyAdd(own, own, squareSums);
            }

            sum += Vector256.Sum(sums);
            squares += Vector256.Sum(squareSums);
            values = values[run.Length..];
        }

        foreach (var value in values)
        {
            sum += value;
            squares += (double)value * value;
        }

        return (sum, squares);
    }

    public override (double Sum, int Count) SumAbove(ReadOnlySpan<float> values, float threshold)
    {
        var (sum, count) = (0.0, 0);
        var thresholds = Vector256.Create(threshold);
        while (values.Length >= Lanes)
        {
            var run = values[..Math.Min(Run, values.Length / Lanes * Lanes)];
            ref var first = ref MemoryMarshal.GetReference(run);
            var sums = Vector256<float>.Zero;
            for (var i = 0; i < run.Length; i += Lanes)
            {
                var own = Vector256.LoadUnsafe(ref first, (nuint)i);
                var isAbove = Vector256.GreaterThan(own, thresholds);
                sums += Vector256.ConditionalSelect(isAbove, own, Vector256<float>.Zero);
                count += BitOperations.PopCount(isAbove.ExtractMostSignificantBits());
            }

            sum += Vector256.Sum(sums);
            values = values[run.Length..];
        }

        foreach (var value in values)
        {
            sum += value > threshold ? value : 0;
            count += value > threshold ? 1 : 0;
        }

        return (sum, count);
    }

    public override double SumOfExponentials(ReadOnlySpan<float> values, float maximum, float scale)
    {
        var toBase2 = scale * 1.44269504f;
        var (scales, offsets) = (Vector256.Create(toBase2), Vector256.Create(-maximum * toBase2));
        var sum = 0.0;
        while (values.Length >= Lanes)
        {
            var run = values[..Math.Min(Run, values.Length / Lanes * Lanes)];
            ref var first = ref MemoryMarshal.GetReference(run);
            var sums = Vector256<float>.Zero;
            for (var i = 0; i < run.Length; i += Lanes)
            {
                sums += PowerOfTwo(Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref first, (nuint)i), scales, offsets));
            }

            sum += Vector256.Sum(sums);
            values = values[run.Length..];
        }

        foreach (var value in values)
        {
            sum += MathF.Exp((value - maximum) * scale);
        }

        return sum;
    }

    public override int FirstAbove(ReadOnlySpan<float> values, float threshold, int start)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var thresholds = Vector256.Create(threshold);
        while (start <= values.Length - Lanes && !Vector256.GreaterThanAny(Vector256.LoadUnsafe(ref first, (nuint)start), thresholds))
        {
            start += Lanes;
        }

        while (start < values.Length && !(values[start] > threshold))
        {
            start++;
        }

        return start;
    }

    public override int GroupMaxima(ReadOnlySpan<float> values, Span<float> maxima)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var count = values.Length / (Group * Group) * Group;
        maxima = maxima[..count];
        for (var at = 0; at < count; at += Lanes)
        {
            var start = (at / Group * Group * Group) + (at % Group);
            var own = Vector256.LoadUnsafe(ref first, (nuint)start);
            for (var i = Group; i < Group * Group; i += Group)
            {
                own = Vector256.MaxNative(own, Vector256.LoadUnsafe(ref first, (nuint)(start + i)));
            }

            own.CopyTo(maxima[at..]);
        }

        return count;
    }

    public override int CountAtLeast(ReadOnlySpan<float> values, float threshold)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var thresholds = Vector256.Create(threshold);
        var (count, i) = (0, 0);
        for (; i <= values.Length - Lanes; i += Lanes)
        {
            count += BitOperations.PopCount(Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref first, (nuint)i), thresholds).ExtractMostSignificantBits());
        }

        for (; i < values.Length; i++)
        {
            count += values[i] >= threshold ? 1 : 0;
        }

        return count;
    }

    // 2^(n + r) with r within a half, by the polynomial of the Cephes library (Moshier 1989): a relative error of 2e-7. Adding 1.5 · 2^23 rounds to whole
    // numbers and leaves n in the lowest bits, from where it is moved to the exponent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PowerOfTwo(Vector256<float> value)
    {
        var rounding = Vector256.Create(12582912f);
        value = Vector256.MaxNative(value, Vector256.Create(-126f)); // below it the result is no normal number
        var rounded = value + rounding;
        var rest = value - (rounded - rounding);
        var sum = Vector256.FusedMultiplyAdd(Vector256.Create(1.535336188e-4f), rest, Vector256.Create(1.339887440e-3f));
        sum = Vector256.FusedMultiplyAdd(sum, rest, Vector256.Create(9.618437357e-3f));
        sum = Vector256.FusedMultiplyAdd(sum, rest, Vector256.Create(5.550332471e-2f));
        sum = Vector256.FusedMultiplyAdd(sum, rest, Vector256.Create(2.402264791e-1f));
        sum = Vector256.FusedMultiplyAdd(sum, rest, Vector256.Create(6.931472028e-1f));
        sum = Vector256.FusedMultiplyAdd(sum, rest, Vector256<float>.One);
        return (sum.AsInt32() + (rounded.AsInt32() << 23)).AsSingle();
    }
}
