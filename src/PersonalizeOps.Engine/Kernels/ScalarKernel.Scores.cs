namespace PersonalizeOps.Engine.Kernels;

/// <content>Passes over the scores of a catalogue.</content>
internal sealed partial class ScalarKernel
{
    public override float Maximum(ReadOnlySpan<float> values)
    {
        var maximum = float.NegativeInfinity;
        foreach (var value in values)
        {
            maximum = Math.Max(maximum, value);
        }

        return maximum;
    }

    public override (double Sum, double Squares) Moments(ReadOnlySpan<float> values)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var value in values)
        {
            sum += value;
            squares += (double)value * value;
        }

        return (sum, squares);
    }

    public override double SumOfExponentials(ReadOnlySpan<float> values, float maximum, float scale)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += MathF.Exp((value - maximum) * scale);
        }

        return sum;
    }

    public override int FirstAbove(ReadOnlySpan<float> values, float threshold, int start)
    {
        while (start < values.Length && !(values[start] > threshold))
        {
            start++;
        }

        return start;
    }
}
