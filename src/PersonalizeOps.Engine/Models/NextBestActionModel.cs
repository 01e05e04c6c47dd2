using PersonalizeOps.Engine.Filters;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models.Actions;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Models;

/// <summary>
/// The actions a user will most likely take within the optimization period, with the probability of it; 0 for actions of which too little is known. Equal
/// probabilities go by the action's value. Expired actions, and those the user interacted with less than their repeat frequency ago, are left out.
/// </summary>
internal sealed class NextBestActionModel : TrainedModel
{
    private const int Decimals = 4;
    private readonly ActionTable _actions;
    private readonly ActionUsers _users;
    private readonly Column<byte> _hasPropensity;
    private readonly Column<float> _weights;
    private readonly long _latest;
    private readonly uint[] _hashes;

    public NextBestActionModel(
        ModelCatalog catalog,
        ActionTable actions,
        ActionUsers users,
        Column<byte> hasPropensity,
        Column<float> weights,
        long latest)
        : base(NextBestAction.RecipeName, catalog)
    {
        _actions = actions;
        _users = users;
        _hasPropensity = hasPropensity;
        _weights = weights;
        _latest = latest;
        _hashes = new uint[actions.Count];
        for (var action = 0; action < _hashes.Length; action++)
        {
            _hashes[action] = FeatureHash.Of(actions.Ids.GetUtf8(action));
        }
    }

    /// <summary>The weights of the features.</summary>
    public Column<float> Weights => _weights;

    /// <inheritdoc />
    public override FilterTarget FilterTarget => FilterTarget.Actions;

    public static NextBestActionModel Read(ModelCatalog catalog, SectionFile file)
    {
        var hasPropensity = file.Get<byte>("action.has.propensity");
        var latest = file.Get<long>("latest").Span;
        return latest.Length == 1 && hasPropensity.Length == catalog.Items.Count
            ? new NextBestActionModel(
                catalog,
                ActionTable.Read(file, catalog.Items),
                ActionUsers.Read(file, catalog.Users.Count, catalog.Items.Count),
                hasPropensity,
                OnlineLogisticRegression.Read(file, "action.weights"),
                latest[0])
            : throw file.Invalid("its settings are inconsistent");
    }

    private protected override bool Explores => true;

    internal override void Score(ReadOnlySpan<int> history, Span<float> scores) =>
        throw new NotSupportedException($"Recipe {Recipe} recommends actions; it does not score items.");

    /// <summary>The probability that a user takes an action, offered now.</summary>
    internal float PropensityOf(in ActionUser user, int action, long now)
    {
        Span<(uint Hash, float Value)> features = stackalloc (uint Hash, float Value)[ActionFeatures.Maximum];
        var count = ActionFeatures.Write(user, _hashes[action], action, now, features);
        return OnlineLogisticRegression.Predict(_weights.Span, features[..count]);
    }

    private protected override Scoring Answer(RecommendationQuery query, Span<float> scores)
    {
        var id = query.UserId ?? throw new ArgumentException("A user id is needed.", nameof(query));
        var now = query.Now ?? _latest;
        if (!Catalog.Users.TryFind(id, out var known))
        {
            known = -1;
        }

        ReadOnlySpan<ActionEvent> events = [.. known < 0 ? [] : _users.EventsOf(known), .. RecentEvents(query)];
        ReadOnlySpan<uint> items = [.. known < 0 ? [] : _users.ItemsOf(known), .. query.RecentItems?.Select(FeatureHash.Of) ?? []];
        var hasRecent = query.RecentItems is { Count: > 0 };
        var user = new ActionUser
        {
            Events = events,
            Items = items[Math.Max(0, items.Length - ActionFeatures.ItemWindow)..],
            ItemCount = (known < 0 ? 0 : _users.ItemCountOf(known)) + (query.RecentItems?.Count ?? 0),
            LastItem = hasRecent ? now : known < 0 ? long.MinValue : _users.LastItemOf(known),
            Metadata = known < 0 ? [] : _users.MetadataOf(known),
        };
        return Rank(user, now, scores);
    }

    internal override void Write(SectionFileWriter writer)
    {
        _actions.Write(writer);
        _users.Write(writer);
        writer.Add("action.has.propensity", _hasPropensity);
        writer.Add("action.weights", _weights);
        writer.Add("latest", [_latest]);
    }

    private Scoring Rank(in ActionUser user, long now, Span<float> scores)
    {
        var propensities = new double[scores.Length];
        for (var action = 0; action < propensities.Length; action++)
        {
            propensities[action] = _hasPropensity.Span[action] == 0 ? 0 : Math.Round(PropensityOf(user, action, now), Decimals);
        }

        var order = Enumerable.Range(0, propensities.Length)
            .OrderByDescending(action => propensities[action])
            .ThenByDescending(_actions.ValueOf)
            .ThenBy(action => action)
            .ToArray();
        for (var rank = 0; rank < order.Length; rank++)
        {
            var action = order[rank];
            var isOut = _actions.IsExpired(action, now) || _actions.IsPaused(action, user.Events, now);
            scores[action] = isOut ? float.NegativeInfinity : order.Length - rank;
        }

        return new Scoring(null, RecommendationReason.None) { Own = propensities };
    }

    private List<ActionEvent> RecentEvents(RecommendationQuery query)
    {
        var events = new List<ActionEvent>();
        foreach (var recent in query.RecentActions ?? [])
        {
            if (Catalog.Items.TryFind(recent.ActionId, out var action) && ActionEvent.KindOf(recent.EventType) is { } kind)
            {
                events.Add(new ActionEvent(recent.Timestamp, action, kind));
            }
        }

        return events;
    }
}
