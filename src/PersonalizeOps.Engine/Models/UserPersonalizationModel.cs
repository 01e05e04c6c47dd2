using System.Buffers;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models.Scorers;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Models;

/// <summary>
/// The items a user will most likely interact with next. Scores are a softmax over every item that may be recommended: they sum to 1. A user without
/// history gets popular items, with shares of all interactions as scores.
/// </summary>
internal sealed class UserPersonalizationModel : TrainedModel
{
    private readonly HistoryWindow _window;
    private readonly float _temperature;
    private readonly NeighbourScorer _neighbours;
    private readonly ItemItemScorer _items;
    private readonly TransitionScorer _transitions;
    private readonly BlendScorer _blend;
    private readonly SideInformation? _side; // null in models of 0.1.0
    private readonly float[] _bias; // see ItemBias; empty for none

    public UserPersonalizationModel(
        string recipe,
        ModelCatalog catalog,
        HistoryWindow window,
        BlendScorer blend,
        float temperature,
        SideInformation? side,
        float[] bias)
        : base(recipe, catalog)
    {
        _window = window;
        _temperature = temperature;
        _blend = blend;
        _side = side;
        _bias = bias;
        _neighbours = (NeighbourScorer)blend.Scorers[0];
        _items = (ItemItemScorer)blend.Scorers[1];
        _transitions = (TransitionScorer)blend.Scorers[2];
    }

    /// <summary>The scorers of a blend, in the order of its weights, looking at histories through a window; each when it is asked for.</summary>
    public static IEnumerable<IHistoryScorer> Scorers(
        NeighbourScorer neighbours,
        ItemItemScorer items,
        Func<TransitionScorer> transitions,
        Column<int> userCounts,
        HistoryWindow window)
    {
        yield return neighbours.With(window);
        yield return items.With(window);
        yield return transitions().With(window);
        yield return new PopularityScorer(userCounts);
    }

    public static UserPersonalizationModel Read(string recipe, ModelCatalog catalog, SectionFile file)
    {
        var settings = file.Get<int>("window").Span;
        var weights = file.Get<float>("blend.weights").Span.ToArray();
        var temperature = file.Get<float>("temperature").Span;
        float[] bias = file.Has("item.bias") ? file.Get<float>("item.bias").Span.ToArray() : []; // models of 0.1.0 have none
        if (settings.Length != 2 || settings[0] is < 1 or > HistoryWindow.MaximumLength || temperature.Length != 1 || !(temperature[0] > 0) || weights.Length != 4
            || (bias.Length != 0 && bias.Length != catalog.Items.Count))
        {
            throw file.Invalid("its settings are inconsistent");
        }

        var pace = file.Has("pace") ? file.Get<float>("pace").Span : [1]; // models of 0.1.0 have none
        if (pace.Length != 1 || !(pace[0] >= 0))
        {
            throw file.Invalid("its pace is inconsistent");
        }

        var window = new HistoryWindow(settings[0], settings[1] != 0);
        var count = catalog.Items.Count;
        var scorers = Scorers(
            NeighbourScorer.Read(file, count, window),
            ItemItemScorer.Read(file, count, window),
            () => TransitionScorer.Read(file, count, window),
            catalog.UserCounts,
            window with { Pace = pace[0] });
        var blend = new BlendScorer([.. scorers], weights, catalog.UserCounts);
        var side = SideInformation.IsIn(file) ? SideInformation.Read(file, window, catalog.UserCounts) : null;
        return new UserPersonalizationModel(recipe, catalog, window with { Pace = pace[0] }, blend, temperature[0], side, bias);
    }

    internal override void Score(ReadOnlySpan<int> history, Span<float> scores)
    {
        if (history.IsEmpty)
        {
            ScoreByShares(scores);
        }
        else
        {
            _blend.Score(history, scores);
            _side?.AddProfile(scores, history, _temperature);
        }

        KeepOutUnknown(scores);
        AddBias(_temperature, scores);
    }

    private protected override Scoring Answer(RecommendationQuery query, Span<float> scores)
    {
        Check(query);
        return Answer(query, HistoryOf(query), scores);
    }

    /// <exception cref="ArgumentException">What the recipe needs is missing.</exception>
    internal void Check(RecommendationQuery query)
    {
        if (query.UserId is null && query.RecentItems is null)
        {
            throw new ArgumentException("A user id is needed.", nameof(query));
        }

        if (query.Candidates is null && RecipeCatalog.Find(Recipe)!.Type == RecipeCatalog.RankingType)
        {
            throw new ArgumentException("A list of items to rank is needed.", nameof(query));
        }
    }

    /// <summary>Scores every item for a history, which may be that of a newer catalogue.</summary>
    internal Scoring Answer(RecommendationQuery query, int[] history, Span<float> scores)
    {
        if (history.Length == 0)
        {
            return ScoreForNobody(query, scores);
        }

        _blend.Score(history, scores);
        _side?.AddProfile(scores, history, _temperature);
        _side?.AddContext(scores, query.Context, _temperature);
        KeepOutUnknown(scores);
        foreach (var item in Catalog.LeavesOutSeen && query.Candidates is null && query.Filter?.IncludesSeen != true ? history : [])
        {
            scores[item] = float.NegativeInfinity;
        }

        _side?.ScoreColdItems(scores);
        AddBias(_temperature, scores);

        return Scoring.Shares(new Softmax(scores, _temperature));
    }

    /// <summary>
    /// What the blended score of an item would lose without each of some items of a history, every scorer counting as much as it does for the whole history. What
    /// metadata adds is left out.
    /// </summary>
    internal double[] LossesOf(ReadOnlySpan<int> history, int[] others, int item)
    {
        var losses = new double[others.Length];
        var standard = new StandardScores(Catalog.UserCounts);
        var rented = ArrayPool<float>.Shared.Rent(ItemCount);
        var scores = rented.AsSpan(0, ItemCount);
        for (var scorer = 0; scorer < _blend.Weights.Length; scorer++)
        {
            if (_blend.Weights[scorer] != 0)
            {
                _blend.Scorers[scorer].Score(history, scores);
                var weight = _blend.Weights[scorer] * standard.ScaleOf(scores);
                var whole = scores[item];
                for (var i = 0; i < others.Length; i++)
                {
                    _blend.Scorers[scorer].Score(Without(history, others[i]), scores);
                    losses[i] += weight * (whole - scores[item]);
                }
            }
        }

        ArrayPool<float>.Shared.Return(rented);
        return losses;
    }

    private protected override bool ScoresByHistory => true;

    private protected override double[] LossesWithout(ReadOnlySpan<int> history, int[] others, int item) => LossesOf(history, others, item);

    /// <summary>Whether the recipe explores items.</summary>
    internal bool CanExploreItems => RecipeCatalog.Find(Recipe)!.Type == RecipeCatalog.UserPersonalizationType;

    private protected override bool Explores => CanExploreItems;

    // Items nobody has interacted with are what exploration is for, with or without a score of their own.
    private protected override Func<int, float, bool> Explorable(RecommendationQuery query)
    {
        var history = HistoryOf(query).ToHashSet();
        return (item, score) => score > float.NegativeInfinity || (Catalog.UserCounts.Span[item] == 0 && !history.Contains(item));
    }

    internal override void Write(SectionFileWriter writer)
    {
        writer.Add("window", [_window.Length, _window.FadesWithDistance ? 1 : 0]);
        writer.Add("pace", [_window.Pace]);
        writer.Add("blend.weights", _blend.Weights.ToArray());
        writer.Add("temperature", [_temperature]);
        writer.Add("item.bias", _bias);
        _neighbours.Write(writer);
        _items.Write(writer);
        _transitions.Write(writer);
        _side?.Write(writer);
    }

    private Scoring ScoreForNobody(RecommendationQuery query, Span<float> scores)
    {
        ScoreByShares(scores);
        var isKnown = _side?.AddUser(scores, query.UserId) == true;
        _side?.AddContext(scores, query.Context, temperature: 1);
        AddBias(temperature: 1, scores);
        return Recipe == UserPersonalizationV2.RecipeNameV2 && query.Candidates is null && !isKnown
            ? new Scoring(null, RecommendationReason.OnlyPopularItem)
            : Scoring.Shares(new Softmax(scores, temperature: 1));
    }

    private static int[] Without(ReadOnlySpan<int> history, int left)
    {
        var rest = new List<int>(history.Length);
        foreach (var item in history)
        {
            if (item != left)
            {
                rest.Add(item);
            }
        }

        return [.. rest];
    }

    // The softmax of logarithms at temperature 1 gives back the shares.
    private void ScoreByShares(Span<float> scores)
    {
        var counts = Catalog.UserCounts.Span;
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] = MathF.Log(counts[item]);
        }
    }

    private void AddBias(float temperature, Span<float> scores)
    {
        for (var item = 0; item < _bias.Length; item++)
        {
            scores[item] += temperature * _bias[item];
        }
    }
}
