using System.Buffers;
using PersonalizeOps.Engine.Filters;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models.Actions;
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
    private const int ExplainedInteractions = 32;
    private SectionFile? _file;
    private bool _isDisposed;

    private protected TrainedModel(string recipe, ModelCatalog catalog)
    {
        Recipe = recipe;
        Catalog = catalog;
    }

    /// <summary>The name of the recipe, such as <c>aws-user-personalization</c>.</summary>
    public string Recipe { get; }

    /// <summary>What the model gives, which filters for it must choose among.</summary>
    public virtual FilterTarget FilterTarget => FilterTarget.Items;

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
    /// <exception cref="ArgumentOutOfRangeException">
    /// The number of results is not 0 to 500, there are more than 500 candidates, or the exploration is out of its ranges.
    /// </exception>
    /// <exception cref="ArgumentException">The id the recipe needs is missing, or the filter was compiled for another model.</exception>
    public IReadOnlyList<Recommendation> Recommend(RecommendationQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(query.NumResults, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.NumResults, RecommendationQuery.MaximumResults, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Candidates?.Count ?? 0, RecommendationQuery.MaximumResults, nameof(query));
        Check(query.Exploration);
        using var lease = Acquire();
        var scores = ArrayPool<float>.Shared.Rent(ItemCount);
        try
        {
            var scoring = Answer(query, scores.AsSpan(0, ItemCount));
            query.Filter?.Apply(scores.AsSpan(0, ItemCount));
            return query.Candidates is null
                ? Take(query, scores, scoring)
                : Rank(query.Candidates, query.Filter, scores.AsSpan(0, ItemCount), scoring.Softmax);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scores);
        }
    }

    /// <summary>Explains why an item is recommended to a user, or ranked where it is, by the user's history.</summary>
    /// <param name="query">Whom it is recommended to: the user and recent items count, the rest does not.</param>
    /// <param name="itemId">The item.</param>
    /// <returns>
    /// The items among the newest 32 interactions without which its score would be lower, with their shares of the sum of what it would lose without each
    /// (leave-one-out; Li, Monroe, Jurafsky 2016), the greatest first. Empty for users without history, and for an item that owes nothing to it.
    /// </returns>
    /// <exception cref="NotSupportedException">The recipe does not recommend by the history of users.</exception>
    /// <exception cref="ArgumentException">The model does not know the item.</exception>
    public IReadOnlyList<Contribution> Explain(RecommendationQuery query, string itemId)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(itemId);
        if (!ScoresByHistory)
        {
            throw new NotSupportedException($"Recipe {Recipe} does not recommend by the history of a user, so there is nothing to explain.");
        }

        using var lease = Acquire();
        if (!Catalog.Items.TryFind(itemId, out var item))
        {
            throw new ArgumentException($"The model does not know the item '{itemId}'.", nameof(itemId));
        }

        var history = HistoryOf(query);
        return history.Length == 0 ? [] : Explain(history.AsSpan(Math.Max(0, history.Length - ExplainedInteractions)), item);
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

    /// <summary>Whether recommendations come from the history of the user.</summary>
    private protected virtual bool ScoresByHistory => false;

    /// <summary>What the score of an item would lose without each of some items of a history; asked only where scores come from histories.</summary>
    private protected virtual double[] LossesWithout(ReadOnlySpan<int> history, int[] others, int item) => [];

    /// <summary>Whether the recipe explores.</summary>
    private protected virtual bool Explores => false;

    /// <summary>Says of an item that the filter lets through, by its number and score, whether it may be explored.</summary>
    private protected virtual Func<int, float, bool> Explorable(RecommendationQuery query) => static (_, score) => score > float.NegativeInfinity;

    /// <summary>The users of a segment, best first.</summary>
    private protected virtual int[] SelectUsers(SegmentQuery query) =>
        throw new NotSupportedException($"Recipe {Recipe} does not make segments of users.");

    internal abstract void Write(SectionFileWriter writer);

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
        foreach (var item in Catalog.UnusedItems)
        {
            scores[item] = float.NegativeInfinity;
        }
    }

    /// <summary>Keeps the model's memory alive as long as the answer; null where it has no memory but its own.</summary>
    internal object? KeepMemory() => _file?.AcquireForGood();

    /// <summary>Keeps the model's memory alive until the lease is disposed.</summary>
    internal SectionFile.Lease Acquire()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _file?.Acquire() ?? default;
    }

    private Recommendation[] Take(RecommendationQuery query, float[] scores, Scoring scoring)
    {
        Span<int> top = stackalloc int[RecommendationQuery.MaximumResults];
        top = top[..TopItems.Select(scores.AsSpan(0, ItemCount), top[..query.NumResults])];
        var isExplored = Array.Empty<bool>();
        if (Explores && query.Exploration is { Weight: > 0 } exploration)
        {
            var bandit = new ExplorationBandit(Catalog, exploration, FeatureHash.Of(query.UserId ?? string.Empty));
            var isExplorable = Explorable(query);
            top = bandit.Mix(top, item => query.Filter?.Allows(item) != false && isExplorable(item, scores[item]), query.NumResults, out isExplored);
        }

        var recommendations = new Recommendation[top.Length];
        for (var i = 0; i < top.Length; i++)
        {
            var reasons = i < isExplored.Length && isExplored[i] && Recipe == UserPersonalizationV2.RecipeNameV2
                ? RecommendationReason.OnlyExploration
                : scoring.Reasons;
            recommendations[i] = new Recommendation(Catalog.Items.GetString(top[i]), scoring.Shown(top[i], scores[top[i]]), reasons);
        }

        return recommendations;
    }

    private Contribution[] Explain(ReadOnlySpan<int> history, int item)
    {
        var others = history.ToArray().Distinct().Where(other => other != item).ToArray();
        var losses = others.Length == 1 ? [1] : LossesWithout(history, others, item);
        var sum = losses.Where(loss => loss > 0).Sum();
        return [.. others.Zip(losses, (other, loss) => (Item: other, Loss: loss))
            .Where(one => one.Loss > 0)
            .OrderByDescending(one => one.Loss)
            .ThenBy(one => one.Item)
            .Select(one => new Contribution(Catalog.Items.GetString(one.Item), one.Loss / sum))];
    }

    private static void Check(ExplorationOptions? exploration)
    {
        if (exploration is not null && !(exploration.Weight is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(exploration), exploration.Weight, "The exploration weight must be 0 to 1.");
        }

        if (exploration is not null && !(exploration.AgeCutOffDays >= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(exploration), exploration.AgeCutOffDays, "The exploration item age cut-off must be at least 1 day.");
        }
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
