using PersonalizeOps.Engine.Models;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Metrics;

/// <summary>
/// The metrics of similarity by text, over the lists of 25 of up to 500 items: the mean similarity, the mean ranks by popularity and by freshness (0 to 1, 0.5 for
/// a choice at random), and coverage.
/// </summary>
internal static class SimilarityEvaluation
{
    private const int Queries = 500;
    private const int Length = 25;

    public static IReadOnlyDictionary<string, double> Measure(SemanticSimilarityModel model, FitContext context)
    {
        int[] items = [.. Enumerable.Range(0, model.ItemCount).Where(model.HasText)];
        var step = Math.Max(1, items.Length / Queries);
        int[] queries = [.. items.Where((_, index) => index % step == 0).Take(Queries)];
        var lists = new int[queries.Length][];
        var similarities = new double[queries.Length];
        Parallel.For(
            0,
            queries.Length,
            context.ParallelOptions,
            () => new float[model.ItemCount],
            (query, _, scores) =>
            {
                model.ScoreSimilar(queries[query], scores);
                var top = new int[Length];
                lists[query] = top[..TopItems.Select(scores, top)];
                similarities[query] = lists[query].Sum(item => (double)scores[item]);
                return scores;
            },
            _ => { });
        var coverage = new Coverage(model.ItemCount);
        var (popularity, freshness, count) = (0.0, 0.0, 0);
        foreach (var list in lists)
        {
            coverage.Add(list);
            count += list.Length;
            foreach (var item in list)
            {
                popularity += model.Popularity[item];
                freshness += model.Freshness[item];
            }
        }

        return new Dictionary<string, double>
        {
            ["coverage"] = coverage.Of(model.ItemCount),
            ["item_freshness_at_25"] = freshness / Math.Max(1, count),
            ["item_popularity_at_25"] = popularity / Math.Max(1, count),
            ["item_similarity_at_25"] = similarities.Sum() / Math.Max(1, count),
        };
    }
}
