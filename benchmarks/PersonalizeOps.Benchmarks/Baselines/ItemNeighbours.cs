using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;

namespace PersonalizeOps.Benchmarks.Baselines;

/// <summary>
/// Item-kNN (Sarwar et al. 2001): an item scores the sum of its similarities to the items of the history, each item keeping its most similar ones. Similar
/// is what has a high inner product of user vectors under a weighting.
/// </summary>
internal sealed class ItemNeighbours : IHistoryScorer
{
    private const int Neighbours = 100;
    private readonly (int Item, float Similarity)[][] _neighbours;

    private ItemNeighbours(Histories histories, Func<int, int, float> weight)
    {
        var postings = Postings.Of(histories);
        _neighbours = new (int, float)[histories.ItemCount][];
        var sums = new float[histories.ItemCount];
        for (var item = 0; item < _neighbours.Length; item++)
        {
            Array.Clear(sums);
            foreach (var user in postings[item])
            {
                var own = weight(item, user);
                foreach (var other in histories[user])
                {
                    sums[other] += own * weight(other, user);
                }
            }

            sums[item] = 0;
            var top = new int[Neighbours];
            top = top[..TopItems.Select(sums, top)];
            _neighbours[item] = [.. top.Where(other => sums[other] > 0).Select(other => (other, sums[other]))];
        }
    }

    /// <summary>Vectors of length 1: the cosine.</summary>
    public static ItemNeighbours Cosine(Histories histories)
    {
        var counts = histories.CountUsers();
        return new ItemNeighbours(histories, (item, _) => 1 / MathF.Sqrt(counts[item]));
    }

    /// <summary>Users weighted by rarity and length as terms of a text are: BM25 (Robertson, Zaragoza 2009) with K1 = 100 and B = 0.2.</summary>
    public static ItemNeighbours Bm25(Histories histories)
    {
        const float K1 = 100;
        const float B = 0.2f;
        var counts = histories.CountUsers();
        var mean = counts.Average();
        var lengths = Array.ConvertAll(counts, count => 1 - B + (B * count / (float)mean));
        var rarities = Enumerable.Range(0, histories.Count)
            .Select(user => MathF.Log(histories.ItemCount / (1f + histories[user].Length)))
            .ToArray();
        return new ItemNeighbours(histories, (item, user) => rarities[user] * (K1 + 1) / ((K1 * lengths[item]) + 1));
    }

    public void Score(ReadOnlySpan<int> history, Span<float> scores)
    {
        scores.Clear();
        foreach (var item in history)
        {
            foreach (var (other, similarity) in _neighbours[item])
            {
                scores[other] += similarity;
            }
        }
    }
}
