using PersonalizeOps.Engine.Kernels;

namespace PersonalizeOps.Engine.Models;

/// <summary>Selects the items with the highest scores; of equal scores the lower number wins.</summary>
internal static class TopItems
{
    /// <summary>Selects, highest first.</summary>
    /// <param name="scores">Negative infinity means never.</param>
    /// <param name="top">Receives item numbers.</param>
    /// <returns>How many there are.</returns>
    public static int Select(ReadOnlySpan<float> scores, Span<int> top)
    {
        if (top.IsEmpty)
        {
            return 0;
        }

        var count = 0;
        var threshold = float.NegativeInfinity;
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

            threshold = count == top.Length ? scores[top[0]] : float.NegativeInfinity;
        }

        for (var last = count - 1; last > 0; last--)
        {
            (top[0], top[last]) = (top[last], top[0]);
            SiftDown(scores, top[..last]);
        }

        return count;
    }

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
