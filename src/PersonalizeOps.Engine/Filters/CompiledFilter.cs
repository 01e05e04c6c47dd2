using System.Collections.Concurrent;
using System.Text;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;

namespace PersonalizeOps.Engine.Filters;

/// <summary>
/// A filter made ready for a model: its columns are inverted lists and arrays over the model's catalogue, so that a request costs a few passes
/// over bitmaps. What depends on no user is remembered by its values. Thread-safe.
/// </summary>
public sealed class CompiledFilter
{
    private const int RememberedBytes = 1 << 24;
    private readonly TrainedModel _model;
    private readonly int _length;
    private readonly EventSearch _events;
    private readonly Dictionary<(string Field, bool IsOfTexts), FilterColumn> _columns = [];
    private readonly ConcurrentDictionary<string, Bitmap> _remembered = new();
    private readonly int _maximumRemembered;
    private readonly bool _includesEvents;

    internal CompiledFilter(FilterExpression expression, TrainedModel model, IdTable catalog, ItemTable? table)
    {
        Expression = expression;
        _model = model;
        _length = catalog.Count;
        _events = new EventSearch(expression.Target, catalog);
        _maximumRemembered = Math.Max(1, RememberedBytes / ((_length / 8) + 64));
        _includesEvents = expression.Parts.Any(part => part.IsInclude && part.Conditions.Any(condition => condition.IsOfEvents));
        foreach (var condition in expression.Parts.SelectMany(part => part.Conditions).Where(condition => !condition.IsOfEvents))
        {
            if (!_columns.ContainsKey(KeyOf(condition)))
            {
                _columns[KeyOf(condition)] = new FilterColumn(catalog, table, condition.Field, condition.IsOfTexts);
            }
        }
    }

    /// <summary>The filter it was made from.</summary>
    public FilterExpression Expression { get; }

    /// <summary>Applies the filter to a request.</summary>
    /// <param name="values">
    /// The values of placeholders by name, without $: texts in double quotes and separated by commas, numbers as they are. INCLUDE needs all of its; of
    /// EXCLUDE, conditions without one exclude nothing.
    /// </param>
    /// <param name="subject">Who and what the request is about.</param>
    /// <returns>What may be recommended by the model the filter was compiled for.</returns>
    /// <exception cref="FilterValueException">A value is missing, malformed, or for no placeholder of the filter.</exception>
    /// <exception cref="ObjectDisposedException">The model is closed.</exception>
    public ItemFilter Bind(IReadOnlyDictionary<string, string>? values, FilterSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        using var lease = _model.Acquire();
        var bound = new FilterValues(values);
        CheckNames(bound);
        Bitmap? included = null;
        Bitmap? excluded = null;
        for (var i = 0; i < Expression.Parts.Count; i++)
        {
            if (FindPart(i, bound, subject) is { } found)
            {
                ref var target = ref Expression.Parts[i].IsInclude ? ref included : ref excluded;
                target ??= new Bitmap(_length);
                target.Or(found);
            }
        }

        var allowed = included ?? Bitmap.All(_length);
        if (excluded is not null)
        {
            allowed.AndNot(excluded);
        }

        return new ItemFilter(allowed) { AllowsUnknown = included is null, IncludesSeen = _includesEvents };
    }

    private static (string Field, bool IsOfTexts) KeyOf(FilterCondition condition) => (condition.Field.ToUpperInvariant(), condition.IsOfTexts);

    private void CheckNames(FilterValues values)
    {
        foreach (var name in values.Names)
        {
            if (!Expression.TextParameters.Contains(name) && !Expression.NumberParameters.Contains(name))
            {
                throw new FilterValueException($"The filter has no placeholder ${name}; remove {name} from the filter values.");
            }
        }

        foreach (var part in Expression.Parts.Where(part => part.IsInclude))
        {
            if (part.Conditions.Concat(part.UserConditions).FirstOrDefault(condition => !values.Has(condition)) is { } lacking)
            {
                throw new FilterValueException($"The filter value of {lacking.Operand.Parameter} is missing; an INCLUDE filter needs them all.");
            }
        }
    }

    /// <summary>What a part chooses; null when it does not count.</summary>
    private Bitmap? FindPart(int number, FilterValues values, FilterSubject subject)
    {
        var part = Expression.Parts[number];
        if (!part.UserConditions.All(condition => values.Has(condition) && HoldsOfUser(condition, values, subject)))
        {
            return null;
        }

        if (!part.IsStatic)
        {
            return FindGroups(part, values, subject);
        }

        var key = RememberedKey(number, part, values);
        if (!_remembered.TryGetValue(key, out var found))
        {
            found = FindGroups(part, values, subject);
            if (_remembered.Count >= _maximumRemembered)
            {
                _remembered.Clear();
            }

            _remembered[key] = found;
        }

        return found;
    }

    private static string RememberedKey(int number, FilterPart part, FilterValues values)
    {
        var key = new StringBuilder().Append(number);
        foreach (var condition in part.Conditions)
        {
            if (condition.Operand.Parameter is { } name)
            {
                key.Append('\0').Append(values.Has(condition) ? values.TextOf(name) : null);
            }
        }

        return key.ToString();
    }

    private Bitmap FindGroups(FilterPart part, FilterValues values, FilterSubject subject)
    {
        var all = new Bitmap(_length);
        foreach (var group in part.Groups)
        {
            if (!group.All(values.Has))
            {
                continue;
            }

            Bitmap? matching = null;
            foreach (var condition in group)
            {
                var found = Find(condition, values, subject);
                matching?.And(found);
                matching ??= found;
            }

            all.Or(matching!);
        }

        return all;
    }

    private Bitmap Find(FilterCondition condition, FilterValues values, FilterSubject subject)
    {
        if (condition.IsOfEvents)
        {
            return FindEvents(condition, values, subject);
        }

        var column = _columns[KeyOf(condition)];
        var itemField = condition.Operand.CurrentItemField;
        if (!condition.IsOfTexts)
        {
            return column.Compared(
                condition.Operator,
                itemField is null ? values.NumberOf(condition.Operand) : FilterNumber.Of(subject.ItemValue?.Invoke(itemField)));
        }

        var found = column.WithAny(
            itemField is null ? values.TextsOf(condition.Operand) : FilterTexts.Split(subject.ItemValue?.Invoke(itemField)));
        if (condition.Operator == FilterOperator.NotIn)
        {
            found.Not();
        }

        return found;
    }

    private Bitmap FindEvents(FilterCondition condition, FilterValues values, FilterSubject subject)
    {
        var texts = condition.Operand.IsAny ? ["*"] : values.TextsOf(condition.Operand);
        var types = new HashSet<string>(texts, StringComparer.OrdinalIgnoreCase);
        var isAny = types.Contains("*");
        var isIn = condition.Operator == FilterOperator.In;
        return _events.Find(subject, type => (isAny || types.Contains(type)) == isIn);
    }

    private static bool HoldsOfUser(FilterCondition condition, FilterValues values, FilterSubject subject)
    {
        var value = condition.Field.Equals("USER_ID", StringComparison.OrdinalIgnoreCase)
            ? subject.UserId
            : subject.UserValue?.Invoke(condition.Field);
        if (!condition.IsOfTexts)
        {
            return condition.Operator.Holds(FilterNumber.Of(value), values.NumberOf(condition.Operand));
        }

        var isIn = values.TextsOf(condition.Operand).Intersect(FilterTexts.Split(value)).Any();
        return isIn == (condition.Operator == FilterOperator.In);
    }
}
