using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Models.Text;

/// <summary>
/// Latent semantic analysis (Deerwester et al. 1990): items as vectors of few numbers in which words that occur in the same texts are near each other. The space is
/// that of the largest singular values, found by subspace iteration from a random start (Halko, Martinsson, Tropp 2011); cosines do not depend on its axes.
/// </summary>
internal static class LatentSemantics
{
    public const int Dimensions = 64;
    private const int Iterations = 4;
    private const double LeastIndependent = 1e-4; // of a column's length; less may be rounding

    /// <summary>One vector of length 1, or 0, per item, one after the other.</summary>
    public static float[] Fit(MetadataFeatures features, int itemCount, FitContext context)
    {
        var basis = new float[features.Count * Dimensions];
        var used = DimensionsFor(Math.Min(features.Count, itemCount));
        for (var i = 0; i < basis.Length; i++)
        {
            basis[i] = i % Dimensions >= used ? 0 : UserSample.IsChosen(i, context.Seed ^ 0x5E3A, 0.5) ? 1 : -1;
        }

        var items = new float[itemCount * Dimensions];
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            Parallel.For(0, itemCount, context.ParallelOptions, item => features.Project(item, basis, Row(items, item)));
            Parallel.For(0, features.Count, context.ParallelOptions, feature => features.ProjectBack(feature, items, Row(basis, feature)));
            Orthonormalize(basis, features.Count, context.CancellationToken);
        }

        Parallel.For(0, itemCount, context.ParallelOptions, item =>
        {
            var own = Row(items, item);
            features.Project(item, basis, own);
            var length = MathF.Sqrt(Dot(own, own));
            foreach (ref var value in own)
            {
                value = length > 1e-6f ? value / length : 0;
            }
        });
        return items;
    }

    public static Span<float> Row(float[] rows, int index) => rows.AsSpan(index * Dimensions, Dimensions);

    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0f;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    // The rule of thumb for how many groups there are among so many (Mardia et al. 1979). With a dimension for each word, words would mean nothing but themselves.
    private static int DimensionsFor(int values) => Math.Clamp((int)Math.Sqrt(values / 2.0), 1, Dimensions);

    // Gram-Schmidt on the columns, twice over ("twice is enough", Giraud et al. 2005): what rounding leaves of a column that depends on earlier ones lies along
    // them, and the second time takes it away. Such columns become 0.
    private static void Orthonormalize(float[] rows, int count, CancellationToken cancellationToken)
    {
        for (var column = 0; column < Dimensions; column++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var before = Math.Sqrt(DotColumns(rows, count, column, column));
            RemoveEarlier(rows, count, column);
            RemoveEarlier(rows, count, column);
            var length = Math.Sqrt(DotColumns(rows, count, column, column));
            for (var row = 0; row < count; row++)
            {
                rows[(row * Dimensions) + column] = length > LeastIndependent * before ? (float)(rows[(row * Dimensions) + column] / length) : 0;
            }
        }
    }

    private static void RemoveEarlier(float[] rows, int count, int column)
    {
        for (var other = 0; other < column; other++)
        {
            var along = (float)DotColumns(rows, count, other, column);
            for (var row = 0; row < count; row++)
            {
                rows[(row * Dimensions) + column] -= along * rows[(row * Dimensions) + other];
            }
        }
    }

    private static double DotColumns(float[] rows, int count, int left, int right)
    {
        var sum = 0.0;
        for (var row = 0; row < count; row++)
        {
            sum += (double)rows[(row * Dimensions) + left] * rows[(row * Dimensions) + right];
        }

        return sum;
    }
}
