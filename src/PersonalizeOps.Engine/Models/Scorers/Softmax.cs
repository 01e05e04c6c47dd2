using PersonalizeOps.Engine.Kernels;

namespace PersonalizeOps.Engine.Models.Scorers;

/// <summary>Turns the scores of a catalogue into shares of one whole. A score of negative infinity has the share 0.</summary>
internal readonly struct Softmax
{
    private readonly float _maximum;
    private readonly float _temperature;
    private readonly double _sum;

    /// <summary>Prepares the shares of some scores.</summary>
    /// <param name="scores">The scores of all items.</param>
    /// <param name="temperature">What scores are divided by: the higher, the more even the shares.</param>
    public Softmax(ReadOnlySpan<float> scores, float temperature)
    {
        _temperature = temperature;
        _maximum = VectorKernel.Best.Maximum(scores);
        _sum = float.IsNegativeInfinity(_maximum) ? 0 : VectorKernel.Best.SumOfExponentials(scores, _maximum, 1 / temperature);
    }

    public float Temperature => _temperature;

    /// <summary>The greatest share of any item.</summary>
    public double Top => _sum > 0 ? 1 / _sum : 0;

    public double ShareOf(float score) => _sum > 0 ? MathF.Exp((score - _maximum) / _temperature) / _sum : 0;
}
