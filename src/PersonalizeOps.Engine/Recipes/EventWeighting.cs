using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Recipes;

/// <summary>What each interaction of a store weighs; the mean over the entries of the configuration is 1, as only ratios matter.</summary>
internal sealed class EventWeighting
{
    private readonly InteractionStore _store;
    private readonly EventWeight?[] _byType;
    private readonly double _scale;

    public EventWeighting(InteractionStore store, IReadOnlyList<EventWeight> weights)
    {
        _store = store;
        _byType = [.. store.EventTypeTable.Select(type => weights.FirstOrDefault(weight => weight.EventType == type))];
        _scale = weights.Count / Math.Max(1e-12, weights.Sum(weight => weight.Weight));
    }

    /// <summary>The weight of a row of the store; 0 when it is not to be used.</summary>
    public double this[int row] => Of(_store.Columns.EventTypes.Span[row], _store.Columns.Values.Span[row]);

    /// <summary>The interactions that weigh anything, in a store of their own.</summary>
    public InteractionStore Select() => _store.Where((type, value) => Of(type, value) > 0);

    private double Of(byte type, float value) =>
        _byType[type] is { } own && (own.MinimumValue is null || value >= own.MinimumValue) ? own.Weight * _scale : 0;
}
