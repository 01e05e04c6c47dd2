using System.Buffers;
using System.Numerics;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Kernels;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Models;

/// <summary>
/// Scores for items that nobody has interacted with: the mean score of the known items whose metadata is most similar, weighed by the similarity (the
/// attribute-to-feature mapping by nearest neighbours of Gantner et al. 2010, on scores), drawn towards the mean of all items by what is not similar, and by
/// a fifth, as an estimate is less certain than what it is made from. Items without metadata in common with any other have none.
/// </summary>
internal sealed class ColdItems
{
    private const int Neighbours = 20;
    private const float Trust = 0.8f;
    private readonly Column<int> _items;
    private readonly Column<int> _neighbours; // 20 of each item, -1 where there are fewer
    private readonly Column<float> _weights; // of each neighbour; they sum to how far the item is drawn from the mean towards them

    private ColdItems(Column<int> items, Column<int> neighbours, Column<float> weights)
    {
        _items = items;
        _neighbours = neighbours;
        _weights = weights;
    }

    public static ColdItems Fit(FitContext context, MetadataFeatures features)
    {
        var counts = context.Catalog.UserCounts;
        int[] cold = [.. Enumerable.Range(0, counts.Length).Where(item => counts.Span[item] == 0 && features.Has(item))];
        var neighbours = new int[cold.Length * Neighbours];
        var weights = new float[neighbours.Length];
        Parallel.For(0, cold.Length, context.ParallelOptions, index =>
        {
            var similarities = ArrayPool<float>.Shared.Rent(counts.Length);
            var own = similarities.AsSpan(0, counts.Length);
            features.Score(cold[index], own);
            for (var item = 0; item < own.Length; item++)
            {
                own[item] = counts.Span[item] > 0 && own[item] > 0 ? own[item] : float.NegativeInfinity;
            }

            var top = neighbours.AsSpan(index * Neighbours, Neighbours);
            var found = TopItems.Select(own, top);
            top[found..].Fill(-1);
            var sum = 0f;
            foreach (var item in top[..found])
            {
                sum += own[item];
            }

            for (var i = 0; i < found; i++)
            {
                weights[(index * Neighbours) + i] = Trust * (sum / found) * own[top[i]] / sum;
            }

            ArrayPool<float>.Shared.Return(similarities);
        });
        return new ColdItems(new Column<int>(cold), new Column<int>(neighbours), new Column<float>(weights));
    }

    public static ColdItems Read(SectionFile file, int itemCount)
    {
        var items = file.Get<int>("cold.items");
        var neighbours = file.Get<int>("cold.neighbours");
        var weights = file.Get<float>("cold.weights");
        var isConsistent = neighbours.Length == items.Length * (long)Neighbours
            && weights.Length == neighbours.Length
            && (items.Length == 0 || !items.Span.ContainsAnyExceptInRange(0, itemCount - 1))
            && (neighbours.Length == 0 || !neighbours.Span.ContainsAnyExceptInRange(-1, itemCount - 1));
        return isConsistent ? new ColdItems(items, neighbours, weights) : throw file.Invalid("its new items are inconsistent");
    }

    public void Write(SectionFileWriter writer)
    {
        writer.Add("cold.items", _items);
        writer.Add("cold.neighbours", _neighbours);
        writer.Add("cold.weights", _weights);
    }

    /// <summary>Fills in the scores of the items nobody knows from those of the others; negative infinity for an item kept out.</summary>
    public void Score(Span<float> scores)
    {
        var items = _items.Span;
        var neighbours = _neighbours.Span;
        var weights = _weights.Span;
        if (items.IsEmpty)
        {
            return;
        }

        var (total, count) = VectorKernel.Best.SumAbove(scores, float.NegativeInfinity);
        var mean = (float)(total / Math.Max(1, count));
        for (var index = 0; index < items.Length; index++)
        {
            var own = neighbours.Slice(index * Neighbours, Neighbours);
            scores[items[index]] = own[0] < 0 ? float.NegativeInfinity : Estimate(own, weights.Slice(index * Neighbours, Neighbours), scores, mean);
        }
    }

    // Neighbours that are kept out, such as those the user knows, do not count: their scores say how near they are to themselves. Four at a time: each sum waits
    // for the one before it.
    private static float Estimate(ReadOnlySpan<int> neighbours, ReadOnlySpan<float> weights, ReadOnlySpan<float> scores, float mean)
    {
        Vector4 sums = default, used = default, all = default;
        for (var i = 0; i < Neighbours && neighbours[i] >= 0; i += 4)
        {
            var four = new Vector4(weights.Slice(i, 4));
            var own = new Vector4(
                ScoreOf(neighbours[i], scores), ScoreOf(neighbours[i + 1], scores), ScoreOf(neighbours[i + 2], scores), ScoreOf(neighbours[i + 3], scores));
            var counts = Vector4.GreaterThan(own, new Vector4(float.NegativeInfinity));
            all += four;
            used += Vector4.ConditionalSelect(counts, four, Vector4.Zero);
            sums += Vector4.ConditionalSelect(counts, four * (own - new Vector4(mean)), Vector4.Zero);
        }

        return Vector4.Sum(used) > 0 ? mean + (Vector4.Sum(sums) * Vector4.Sum(all) / Vector4.Sum(used)) : mean;
    }

    private static float ScoreOf(int neighbour, ReadOnlySpan<float> scores) => neighbour < 0 ? float.NegativeInfinity : scores[neighbour];
}
