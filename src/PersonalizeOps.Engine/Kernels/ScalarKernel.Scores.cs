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

    public override (double Sum, int Count) SumAbove(ReadOnlySpan<float> values, float threshold)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
        {
            if (value > threshold)
            {
                sum += value;
                count++;
            }
        }

        return (sum, count);
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

    public override int GroupMaxima(ReadOnlySpan<float> values, Span<float> maxima)
    {
        var count = 0;
        for (; values.Length >= Group * Group; values = values[(Group * Group)..])
        {
            values[..Group].CopyTo(maxima[count..]);
            for (var i = Group; i < Group * Group; i++)
            {
                ref var maximum = ref maxima[count + (i % Group)];
                maximum = Math.Max(maximum, values[i]);
            }

            count += Group;
        }

        return count;
    }

    public override int CountAtLeast(ReadOnlySpan<float> values, float threshold)
    {
        var count = 0;
        foreach (var value in values)
        {
            count += value >= threshold ? 1 : 0;
        }

        return count;
    }
}
