using System.Buffers;
using PersonalizeOps.Engine.Filters;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models.Scorers;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Models;

/// <summary>
/// What a recipe learned: answers queries for recommendations. Thread-safe. A model opened from a folder is mapped; it may be disposed while
/// other threads use it: queries under way end well, later ones throw <see cref="ObjectDisposedException"/>.
/// </summary>
public abstract class TrainedModel : IDisposable, IHistoryScorer
{
    private const string FileName = "model.bin";
    private SectionFile? _file;
    private bool _isDisposed;

    private protected TrainedModel(string recipe, ModelCatalog catalog)
    {
        Recipe = recipe;
        Catalog = catalog;
    }

    /// <summary>The name of the recipe, such as <c>aws-user-personalization</c>.</summary>
    public string Recipe { get; }

    /// <summary>The number of items that can be recommended.</summary>
    public int ItemCount => Catalog.Items.Count;

    /// <summary>The number of users whose history the model knows.</summary>
    public int UserCount => Catalog.Users.Count;

    internal ModelCatalog Catalog { get; }

    /// <summary>Opens a model that <see cref="Save"/> wrote: maps it and verifies its checksums.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The model; dispose it to release the file.</returns>
    /// <exception cref="StoreFormatException">The file is foreign, cut short, damaged or of a newer version.</exception>
    /// <exception cref="FileNotFoundException">The folder holds no model.</exception>
    public static TrainedModel Open(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var file = SectionFile.Open(Path.Combine(folder, FileName), kind => RecipeCatalog.Find(kind) is { CanTrain: true });
        try
        {
            var model = Recipes.Recipe.Create(file.Kind).Read(ModelCatalog.Read(file), file);
            model._file = file;
            return model;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes the model into a folder: aside, flushed to the disk, then renamed.</summary>
    /// <param name="folder">The folder; created if it does not exist. A model in it is replaced.</param>
    public void Save(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        using var lease = Acquire();
        var writer = new SectionFileWriter();
        Catalog.Write(writer);
        Write(writer);
        Directory.CreateDirectory(folder);
        writer.Save(Path.Combine(folder, FileName), Recipe);
    }

    /// <summary>Recommends items, or ranks the candidates of the query.</summary>
    /// <param name="query">Who or what for, and how many.</param>
    /// <returns>The best first; equal scores by ascending item id.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of results is not 0 to 500, or there are more than 500 candidates.</exception>
    /// <exception cref="ArgumentException">The id the recipe needs is missing, or the filter was compiled for another model.</exception>
    public IReadOnlyList<Recommendation> Recommend(RecommendationQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(query.NumResults, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.NumResults, RecommendationQuery.MaximumResults, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Candidates?.Count ?? 0, RecommendationQuery.MaximumResults, nameof(query));
        using var lease = Acquire();
        var scores = ArrayPool<float>.Shared.Rent(ItemCount);
        try
        {
            var scoring = Answer(query, scores.AsSpan(0, ItemCount));
            query.Filter?.Apply(scores.AsSpan(0, ItemCount));
            return query.Candidates is null
                ? Take(query.NumResults, scores.AsSpan(0, ItemCount), scoring)
                : Rank(query.Candidates, query.Filter, scores.AsSpan(0, ItemCount), scoring.Softmax);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scores);
        }
    }

    /// <summary>Selects the users who will most likely interact with an item, or with items that have some attributes.</summary>
    /// <param name="query">What for, and how many.</param>
    /// <returns>User ids, the likeliest first; equal ones by ascending id.</returns>
    /// <exception cref="NotSupportedException">The recipe is not one of user segmentation.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of results is not 0 to 5 million.</exception>
    /// <exception cref="ArgumentException">What the recipe needs is missing, or the item has no interactions in the training data.</exception>
    /// <exception cref="ItemAttributesException">The attribute expression is not one; it says where.</exception>
    public IReadOnlyList<string> Segment(SegmentQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(query.NumResults, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.NumResults, SegmentQuery.MaximumResults, nameof(query));
        using var lease = Acquire();
        return Array.ConvertAll(SelectUsers(query), Catalog.Users.GetString);
    }

    /// <summary>Releases the model.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _file?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    void IHistoryScorer.Score(ReadOnlySpan<int> history, Span<float> scores) => Score(history, scores);

    /// <summary>Scores every item for a history; see <see cref="IHistoryScorer"/>.</summary>
    internal abstract void Score(ReadOnlySpan<int> history, Span<float> scores);

    /// <summary>Scores every item for a query; negative infinity keeps an item out.</summary>
    /// <returns>What the scores mean.</returns>
    private protected abstract Scoring Answer(RecommendationQuery query, Span<float> scores);

    /// <summary>The users of a segment, best first.</summary>
    private protected virtual int[] SelectUsers(SegmentQuery query) =>
        throw new NotSupportedException($"Recipe {Recipe} does not make segments of users.");

    private protected abstract void Write(SectionFileWriter writer);

    /// <summary>The history of a query's user: what the training knew, then what is new.</summary>
    private protected int[] HistoryOf(RecommendationQuery query)
    {
        var known = query.UserId is not null && Catalog.Users.TryFind(query.UserId, out var user) ? Catalog.Histories[user] : [];
        if (query.RecentItems is not { Count: > 0 } recent)
        {
            return known.ToArray();
        }

        var history = new List<int>(known.Length + recent.Count);
        history.AddRange(known);
        foreach (var id in recent)
        {
            if (Catalog.Items.TryFind(id, out var item))
            {
                history.Add(item);
            }
        }

        return [.. history];
    }

    /// <summary>Scores every item by its number of users; those without any are kept out.</summary>
    private protected void ScoreByPopularity(Span<float> scores)
    {
        var counts = Catalog.UserCounts.Span;
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] = counts[item] > 0 ? counts[item] : float.NegativeInfinity;
        }
    }

    /// <summary>Keeps out items without interactions.</summary>
    private protected void KeepOutUnknown(Span<float> scores)
    {
        var counts = Catalog.UserCounts.Span;
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] = counts[item] > 0 ? scores[item] : float.NegativeInfinity;
        }
    }

    /// <summary>Keeps the model's memory alive until the lease is disposed.</summary>
    internal SectionFile.Lease Acquire()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _file?.Acquire() ?? default;
    }

    private Recommendation[] Take(int count, ReadOnlySpan<float> scores, Scoring scoring)
    {
        Span<int> top = stackalloc int[RecommendationQuery.MaximumResults];
        top = top[..TopItems.Select(scores, top[..count])];
        var recommendations = new Recommendation[top.Length];
        for (var i = 0; i < top.Length; i++)
        {
            recommendations[i] = new Recommendation(Catalog.Items.GetString(top[i]), scoring.Shown(top[i], scores[top[i]]), scoring.Reasons);
        }

        return recommendations;
    }

    private Recommendation[] Rank(IReadOnlyList<string> candidates, ItemFilter? filter, ReadOnlySpan<float> scores, Softmax? softmax)
    {
        var counts = Catalog.UserCounts.Span;
        var known = new List<int>(candidates.Count);
        var unknown = new List<string>();
        foreach (var id in candidates.Distinct(StringComparer.Ordinal))
        {
            var isInCatalog = Catalog.Items.TryFind(id, out var item);
            if (filter?.Allows(item) == false)
            {
                continue;
            }

            if (isInCatalog && counts[item] > 0)
            {
                known.Add(item);
            }
            else
            {
                unknown.Add(id);
            }
        }

        known.Sort();
        Span<float> own = stackalloc float[known.Count];
        for (var i = 0; i < own.Length; i++)
        {
            own[i] = scores[known[i]];
        }

        Span<int> order = stackalloc int[known.Count];
        order = order[..TopItems.Select(own, order)];
        Softmax? shares = softmax is { } all ? new Softmax(own, all.Temperature) : null;
        var ranked = new List<Recommendation>(candidates.Count);
        foreach (var i in order)
        {
            ranked.Add(new Recommendation(Catalog.Items.GetString(known[i]), shares?.ShareOf(own[i]), RecommendationReason.None));
        }

        ranked.AddRange(unknown.Select(id => new Recommendation(id, null, RecommendationReason.None)));
        return [.. ranked];
    }
}
