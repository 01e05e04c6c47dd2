using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PersonalizeOps.Engine.Kernels;

/// <content>Passes over the scores of a catalogue.</content>
internal sealed partial class Vector512Kernel
{
    private const int Run = 1024; // values summed in single precision before the sum is widened

    public override float Maximum(ReadOnlySpan<float> values)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var maxima = Vector512.Create(float.NegativeInfinity);
        var i = 0;
        for (; i <= values.Length - Lanes; i += Lanes)
        {
            maxima = Vector512.Max(maxima, Vector512.LoadUnsafe(ref first, (nuint)i));
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
            var sums = Vector512<float>.Zero;
            var squareSums = Vector512<float>.Zero;
            for (var i = 0; i < run.Length; i += Lanes)
            {
                var own = Vector512.LoadUnsafe(ref first, (nuint)i);
                sums += own;
                squareSums = Vector512.FusedMultiplyAdd(own, own, squareSums);
            }

            sum += Vector512.Sum(sums);
            squares += Vector512.Sum(squareSums);
            values = values[run.Length..];
        }

        foreach (var value in values)
        {
            sum += value;
            squares += (double)value * value;
        }

        return (sum, squares);
    }

    public override double SumOfExponentials(ReadOnlySpan<float> values, float maximum, float scale)
    {
        var (maxima, scales) = (Vector512.Create(maximum), Vector512.Create(scale));
        var sum = 0.0;
        while (values.Length >= Lanes)
        {
            var run = values[..Math.Min(Run, values.Length / Lanes * Lanes)];
            ref var first = ref MemoryMarshal.GetReference(run);
            var sums = Vector512<float>.Zero;
            for (var i = 0; i < run.Length; i += Lanes)
            {
                sums += Exponential((Vector512.LoadUnsafe(ref first, (nuint)i) - maxima) * scales);
            }

            sum += Vector512.Sum(sums);
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
        var thresholds = Vector512.Create(threshold);
        while (start <= values.Length - Lanes && !Vector512.GreaterThanAny(Vector512.LoadUnsafe(ref first, (nuint)start), thresholds))
        {
            start += Lanes;
        }

        while (start < values.Length && !(values[start] > threshold))
        {
            start++;
        }

        return start;
    }

    // 2^n · e^r with r within half of ln 2, by the polynomial of the Cephes library (Moshier 1989): a relative error of 1e-7.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Exponential(Vector512<float> value)
    {
        value = Vector512.Max(value, Vector512.Create(-87f)); // below it the result is no normal number
        var power = Vector512.Round(value * Vector512.Create(1.44269504f));
        var rest = Vector512.FusedMultiplyAdd(power, Vector512.Create(-0.693359375f), value);
        rest = Vector512.FusedMultiplyAdd(power, Vector512.Create(2.12194440e-4f), rest);
        var sum = Vector512.FusedMultiplyAdd(Vector512.Create(1.9875691500e-4f), rest, Vector512.Create(1.3981999507e-3f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(8.3334519073e-3f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(4.1665795894e-2f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(1.6666665459e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(5.0000001201e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, rest * rest, rest + Vector512<float>.One);
        var bits = (Vector512.ConvertToInt32(power) + Vector512.Create(127)) << 23;
        return sum * bits.AsSingle();
    }
}
