using System.Buffers;
using PersonalizeOps.Engine.Kernels;

namespace PersonalizeOps.Engine.Models;

/// <summary>Selects the items with the highest scores; of equal scores the lower number wins.</summary>
internal static class TopItems
{
    private const int LeastGroups = 4; // for each item selected; with fewer a bound says little
    private const int BoundSteps = 20; // halvings of what 32 bits can be: the bound is within 2^-11 of the best there is

    /// <summary>Selects, highest first.</summary>
    /// <param name="scores">Negative infinity means never.</param>
    /// <param name="top">Receives item numbers.</param>
    /// <returns>How many there are.</returns>
    public static int Select(ReadOnlySpan<float> scores, Span<int> top)
    {
        var count = SelectUnordered(scores, top);
        for (var last = count - 1; last > 0; last--)
        {
            (top[0], top[last]) = (top[last], top[0]);
            SiftDown(scores, top[..last]);
        }

        return count;
    }

    /// <summary>Selects the same in another order, which is always the same one.</summary>
    /// <param name="scores">Negative infinity means never.</param>
    /// <param name="top">Receives item numbers.</param>
    /// <returns>How many there are.</returns>
    public static int SelectUnordered(ReadOnlySpan<float> scores, Span<int> top)
    {
        if (top.IsEmpty)
        {
            return 0;
        }

        var count = 0;
        var bound = MathF.BitDecrement(LowerBound(scores, top.Length));
        var threshold = bound;
        for (var item = Next(scores, threshold, 0); item < scores.Length; item = Next(scores, threshold, item + 1))
        {
            if (count < top.Length)
            {
                top[count] = item;
                SiftUp(scores, top, count++);
            }
            else
            {
                top[0] = item;
                SiftDown(scores, top[..count]);
            }

            threshold = count == top.Length ? scores[top[0]] : bound;
        }

        return count;
    }

    // At least so many groups have a maximum that is no less, so at least so many scores are no less: fewer of them need comparing one by one.
    private static float LowerBound(ReadOnlySpan<float> scores, int count)
    {
        if (scores.Length < LeastGroups * count * VectorKernel.Group)
        {
            return float.NegativeInfinity;
        }

        var rented = ArrayPool<float>.Shared.Rent(scores.Length / VectorKernel.Group);
        var maxima = rented.AsSpan(0, VectorKernel.Best.GroupMaxima(scores, rented));
        while (maxima.Length >= LeastGroups * count * VectorKernel.Group)
        {
            maxima = maxima[..VectorKernel.Best.GroupMaxima(maxima, maxima)];
        }

        var (low, high) = (Place(float.NegativeInfinity), (long)Place(float.PositiveInfinity));
        for (var step = 0; step < BoundSteps; step++)
        {
            var middle = (int)((low + high) >> 1);
            (low, high) = VectorKernel.Best.CountAtLeast(maxima, AtPlace(middle)) >= count ? (middle, high) : (low, middle);
        }

        ArrayPool<float>.Shared.Return(rented);
        return AtPlace(low);
    }

    /// <summary>The place of a number among all of its kind, so that half-way between two numbers there are as many on either side.</summary>
    private static int Place(float number) => Flip(BitConverter.SingleToInt32Bits(number));

    private static float AtPlace(int place) => BitConverter.Int32BitsToSingle(Flip(place));

    // The bits of positive numbers are in order, those of negative ones in reverse.
    private static int Flip(int bits) => bits >= 0 ? bits : bits ^ int.MaxValue;

    private static int Next(ReadOnlySpan<float> scores, float threshold, int start) => VectorKernel.Best.FirstAbove(scores, threshold, start);

    private static bool IsWorse(ReadOnlySpan<float> scores, int left, int right) =>
        scores[left] < scores[right] || (scores[left] == scores[right] && left > right);

    private static void SiftUp(ReadOnlySpan<float> scores, Span<int> heap, int position)
    {
        while (position > 0)
        {
            var parent = (position - 1) / 2;
            if (!IsWorse(scores, heap[position], heap[parent]))
            {
                return;
            }

            (heap[position], heap[parent]) = (heap[parent], heap[position]);
            position = parent;
        }
    }

    private static void SiftDown(ReadOnlySpan<float> scores, Span<int> heap)
    {
        var position = 0;
        while (true)
        {
            var child = (2 * position) + 1;
            if (child >= heap.Length)
            {
                return;
            }

            child += child + 1 < heap.Length && IsWorse(scores, heap[child + 1], heap[child]) ? 1 : 0;
            if (!IsWorse(scores, heap[child], heap[position]))
            {
                return;
            }

            (heap[position], heap[child]) = (heap[child], heap[position]);
            position = child;
        }
    }
}
