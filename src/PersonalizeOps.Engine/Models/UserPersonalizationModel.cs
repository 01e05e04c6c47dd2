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
    private readonly SideInformation _side;
    private readonly float[] _bias; // see ItemBias; empty for none

    public UserPersonalizationModel(
        string recipe,
        ModelCatalog catalog,
        HistoryWindow window,
        BlendScorer blend,
        float temperature,
        SideInformation side,
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

    /// <summary>The scorers of a blend, in the order of its weights.</summary>
    public static IReadOnlyList<IHistoryScorer> Scorers(
        NeighbourScorer neighbours,
        ItemItemScorer items,
        TransitionScorer transitions,
        Column<int> userCounts) => [neighbours, items, transitions, new PopularityScorer(userCounts)];

    public static UserPersonalizationModel Read(string recipe, ModelCatalog catalog, SectionFile file)
    {
        var settings = file.Get<int>("window").Span;
        var weights = file.Get<float>("blend.weights").Span.ToArray();
        var temperature = file.Get<float>("temperature").Span;
        var bias = file.Get<float>("item.bias").Span.ToArray();
        if (settings.Length != 2 || temperature.Length != 1 || !(temperature[0] > 0) || weights.Length != 4
            || (bias.Length != 0 && bias.Length != catalog.Items.Count))
        {
            throw file.Invalid("its settings are inconsistent");
        }

        var window = new HistoryWindow(settings[0], settings[1] != 0);
        var count = catalog.Items.Count;
        var scorers = Scorers(
            NeighbourScorer.Read(file, count, window),
            ItemItemScorer.Read(file, count, window),
            TransitionScorer.Read(file, count, window),
            catalog.UserCounts);
        var blend = new BlendScorer(scorers, weights, catalog.UserCounts);
        var side = SideInformation.Read(file, window, catalog.UserCounts);
        return new UserPersonalizationModel(recipe, catalog, window, blend, temperature[0], side, bias);
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
            _side.AddProfile(scores, history, _temperature);
        }

        KeepOutUnknown(scores);
        AddBias(_temperature, scores);
    }

    private protected override Scoring Answer(RecommendationQuery query, Span<float> scores)
    {
        if (query.UserId is null && query.RecentItems is null)
        {
            throw new ArgumentException("A user id is needed.", nameof(query));
        }

        if (query.Candidates is null && RecipeCatalog.Find(Recipe)!.Type == RecipeCatalog.RankingType)
        {
            throw new ArgumentException("A list of items to rank is needed.", nameof(query));
        }

        var history = HistoryOf(query);
        if (history.Length == 0)
        {
            return ScoreForNobody(query, scores);
        }

        _blend.Score(history, scores);
        _side.AddProfile(scores, history, _temperature);
        _side.AddContext(scores, query.Context, _temperature);
        KeepOutUnknown(scores);
        foreach (var item in Catalog.LeavesOutSeen && query.Candidates is null && query.Filter?.IncludesSeen != true ? history : [])
        {
            scores[item] = float.NegativeInfinity;
        }

        _side.ScoreColdItems(scores);
        AddBias(_temperature, scores);

        return Scoring.Shares(new Softmax(scores, _temperature));
    }

    private protected override void Write(SectionFileWriter writer)
    {
        writer.Add("window", [_window.Length, _window.FadesWithDistance ? 1 : 0]);
        writer.Add("blend.weights", _blend.Weights.ToArray());
        writer.Add("temperature", [_temperature]);
        writer.Add("item.bias", _bias);
        _neighbours.Write(writer);
        _items.Write(writer);
        _transitions.Write(writer);
        _side.Write(writer);
    }

    private Scoring ScoreForNobody(RecommendationQuery query, Span<float> scores)
    {
        ScoreByShares(scores);
        var isKnown = _side.AddUser(scores, query.UserId);
        _side.AddContext(scores, query.Context, temperature: 1);
        AddBias(temperature: 1, scores);
        return Recipe == UserPersonalizationV2.RecipeNameV2 && query.Candidates is null && !isKnown
            ? new Scoring(null, RecommendationReason.OnlyPopularItem)
            : Scoring.Shares(new Softmax(scores, temperature: 1));
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
