namespace PersonalizeOps.Engine.Tuning;

/// <summary>
/// Proposes points of the unit cube from the objectives of earlier ones: the tree-structured Parzen estimator (Bergstra et al. 2011). The earlier points are
/// split into the best quarter and the others, each smoothed by kernels, dimension by dimension; of some draws from the best, the one that is likeliest
/// under the best and least likely under the others is proposed. The first proposals fill the cube evenly (Halton 1960).
/// </summary>
internal sealed class ParzenSampler(int dimensions, ulong seed)
{
    private const int Startup = 6;
    private const int Draws = 32;
    private const double GoodShare = 0.25;
    private const double Width = 0.15;
    private const double Spread = 0.1; // of the uniform density in each mixture, so that nothing is ruled out
    private static readonly int[] Bases = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29];
    private ulong _state = seed;

    /// <summary>Proposes a point.</summary>
    /// <param name="known">Earlier points with their objectives.</param>
    /// <param name="index">The number of points proposed before.</param>
    public double[] Propose(IReadOnlyList<(double[] Point, double Objective)> known, int index)
    {
        if (known.Count < Startup || dimensions == 0)
        {
            return [.. Enumerable.Range(0, dimensions).Select(dimension => RadicalInverse(index + 1, Bases[dimension % Bases.Length]))];
        }

        var ordered = known.OrderByDescending(one => one.Objective).Select(one => one.Point).ToArray();
        var good = ordered[..(int)Math.Ceiling(GoodShare * ordered.Length)];
        var others = ordered[good.Length..];
        var point = new double[dimensions];
        for (var dimension = 0; dimension < dimensions; dimension++)
        {
            point[dimension] = Draw(dimension, good, others);
        }

        return point;
    }

    private double Draw(int dimension, double[][] good, double[][] others)
    {
        var (best, bestRatio) = (0.5, double.NegativeInfinity);
        for (var draw = 0; draw < Draws; draw++)
        {
            var centre = good[(int)(Next() * good.Length)][dimension];
            var value = Next() < Spread ? Next() : Math.Clamp(centre + (Width * Normal()), 0, 1);
            var ratio = Density(value, dimension, good) / Density(value, dimension, others);
            (best, bestRatio) = ratio > bestRatio ? (value, ratio) : (best, bestRatio);
        }

        return best;
    }

    private static double Density(double value, int dimension, double[][] points)
    {
        var sum = 0.0;
        foreach (var point in points)
        {
            var distance = (value - point[dimension]) / Width;
            sum += Math.Exp(-0.5 * distance * distance) / (Width * Math.Sqrt(2 * Math.PI));
        }

        return Spread + ((1 - Spread) * sum / points.Length);
    }

    private static double RadicalInverse(int index, int numberBase)
    {
        var (value, fraction) = (0.0, 1.0 / numberBase);
        for (; index > 0; index /= numberBase, fraction /= numberBase)
        {
            value += fraction * (index % numberBase);
        }

        return value;
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next());

    // SplitMix64 (Steele, Lea, Flood 2014); 0 to less than 1.
    private double Next()
    {
        var bits = _state += 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return ((bits ^ (bits >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
