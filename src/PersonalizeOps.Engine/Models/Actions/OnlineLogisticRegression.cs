using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Models.Actions;

/// <summary>
/// Logistic regression over hashed features, learned one example after the other by FTRL-Proximal with a learning rate per coordinate (McMahan et al.
/// 2013, "Ad click prediction"). The same order of examples gives the same weights.
/// </summary>
internal sealed class OnlineLogisticRegression
{
    private const int Bits = 18;
    private const uint Mask = (1u << Bits) - 1;
    private const float Rate = 0.1f;
    private const float Smoothing = 1;
    private const float Sparsity = 0.1f; // of weights: features seen once or twice keep none
    private const float Shrinkage = 1;
    private readonly float[] _sums = new float[1 << Bits];
    private readonly float[] _squares = new float[1 << Bits];

    /// <summary>Learns from one example.</summary>
    public void Learn(ReadOnlySpan<(uint Hash, float Value)> features, bool label)
    {
        var error = Predict(features) - (label ? 1 : 0);
        foreach (var (hash, value) in features)
        {
            var at = hash & Mask;
            var gradient = error * value;
            var square = _squares[at] + (gradient * gradient);
            _sums[at] += gradient - ((MathF.Sqrt(square) - MathF.Sqrt(_squares[at])) / Rate * WeightAt(at));
            _squares[at] = square;
        }
    }

    /// <summary>The weights learned so far, to predict with.</summary>
    public float[] ToWeights()
    {
        var weights = new float[1 << Bits];
        for (var at = 0u; at < weights.Length; at++)
        {
            weights[at] = WeightAt(at);
        }

        return weights;
    }

    public static Column<float> Read(SectionFile file, string name)
    {
        var weights = file.Get<float>(name);
        return weights.Length == 1 << Bits ? weights : throw file.Invalid($"its weights '{name}' are inconsistent");
    }

    /// <summary>The probability that the label is true.</summary>
    public static float Predict(ReadOnlySpan<float> weights, ReadOnlySpan<(uint Hash, float Value)> features)
    {
        var sum = 0f;
        foreach (var (hash, value) in features)
        {
            sum += weights[(int)(hash & Mask)] * value;
        }

        return Sigmoid(sum);
    }

    private static float Sigmoid(float sum) => 1 / (1 + MathF.Exp(-sum));

    private float Predict(ReadOnlySpan<(uint Hash, float Value)> features)
    {
        var sum = 0f;
        foreach (var (hash, value) in features)
        {
            sum += WeightAt(hash & Mask) * value;
        }

        return Sigmoid(sum);
    }

    private float WeightAt(uint at)
    {
        var sum = _sums[at];
        return MathF.Abs(sum) <= Sparsity
            ? 0
            : -(sum - (MathF.Sign(sum) * Sparsity)) / (((Smoothing + MathF.Sqrt(_squares[at])) / Rate) + Shrinkage);
    }
}
