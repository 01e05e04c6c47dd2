using System.Runtime.CompilerServices;

namespace PersonalizeOps.Engine.Kernels;

/// <summary>
/// Adds to sums that lie anywhere in memory. Methods of their own, never made part of their callers: what is used in these loops must stay in registers.
/// </summary>
internal static class ScatteredSums
{
    /// <summary>Adds one value to some sums.</summary>
    /// <param name="places">Which sums, each once.</param>
    /// <param name="value">What is added to each.</param>
    /// <param name="sums">All sums.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such place.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Add(ReadOnlySpan<int> places, float value, Span<float> sums)
    {
        foreach (var place in places)
        {
            sums[place] += value;
        }
    }

    /// <summary>Adds scaled values to some sums.</summary>
    /// <param name="places">Which sums, each once.</param>
    /// <param name="scale">What the values are multiplied by.</param>
    /// <param name="values">As many as there are places.</param>
    /// <param name="sums">All sums.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such place.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer values than places.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AddScaled(ReadOnlySpan<int> places, float scale, ReadOnlySpan<float> values, Span<float> sums)
    {
        values = values[..places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            sums[places[i]] += scale * values[i];
        }
    }
}
