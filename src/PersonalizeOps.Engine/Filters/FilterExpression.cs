using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;

namespace PersonalizeOps.Engine.Filters;

/// <summary>
/// A filter: INCLUDE and EXCLUDE expressions joined by bars. What is included is the union of the INCLUDE expressions, everything if there is none;
/// the union of the EXCLUDE expressions is taken away. Grammar: https://docs.aws.amazon.com/personalize/latest/dg/filter-expressions.html.
/// Immutable.
/// </summary>
public sealed class FilterExpression
{
    /// <summary>The most different fields a filter can use.</summary>
    public const int MaximumFields = 10;

    private FilterExpression(FilterTarget target, IReadOnlyList<FilterPart> parts)
    {
        Target = target;
        Parts = parts;
        Fields = [.. AllConditions.SelectMany(FieldsOf).Distinct(StringComparer.Ordinal)];
        NumberParameters = ParametersOf(condition => !condition.IsOfTexts);
        TextParameters = ParametersOf(condition => condition.IsOfTexts);
    }

    /// <summary>What the filter chooses among.</summary>
    public FilterTarget Target { get; }

    /// <summary>The different fields it uses, such as <c>Items.GENRES</c>; of the current user and item too.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>Whether it asks what users did.</summary>
    public bool UsesEvents => AllConditions.Any(condition => condition.IsOfEvents);

    /// <summary>Whether it asks for the user's metadata.</summary>
    public bool UsesCurrentUser => Parts.Any(part => part.UserConditions.Count > 0);

    /// <summary>Whether it compares with the item that recommendations are related to.</summary>
    public bool UsesCurrentItem => AllConditions.Any(condition => condition.Operand.CurrentItemField is not null);

    internal IReadOnlyList<FilterPart> Parts { get; }

    internal IReadOnlySet<string> NumberParameters { get; }

    internal IReadOnlySet<string> TextParameters { get; }

    private IEnumerable<FilterCondition> AllConditions => Parts.SelectMany(part => part.Conditions.Concat(part.UserConditions));

    /// <summary>Reads a filter.</summary>
    /// <param name="text">The expression.</param>
    /// <returns>The filter; not yet checked against data.</returns>
    /// <exception cref="FilterExpressionException">The expression does not follow the grammar.</exception>
    public static FilterExpression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (target, parts) = FilterParser.Parse(text);
        return new FilterExpression(target, parts);
    }

    /// <summary>Checks that every field exists and can be compared as the filter does, and that there are not too many.</summary>
    /// <param name="schema">The fields of the dataset group.</param>
    /// <exception cref="FilterExpressionException">A dataset or a field is unknown, or of another type, or there are too many.</exception>
    public void Validate(FilterSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        foreach (var condition in AllConditions)
        {
            Check(condition, condition.Field, schema.KindOf(condition.Dataset, condition.Field, condition.Position));
            if (condition.Operand.CurrentItemField is { } field)
            {
                Check(condition, field, schema.KindOf(FilterDataset.Items, field, condition.Position));
            }
        }

        if (Fields.Count > MaximumFields)
        {
            throw FilterExpressionException.At(1, $"the filter uses {Fields.Count} different fields; at most {MaximumFields} are allowed");
        }

        if (NumberParameters.FirstOrDefault(TextParameters.Contains) is { } both)
        {
            var condition = AllConditions.First(condition => condition.Operand.Parameter == both);
            throw FilterExpressionException.At(condition.Position, $"the placeholder ${both} stands for a number and for texts; use two");
        }
    }

    /// <summary>Prepares the filter for a model: reads the columns it needs, once for many requests.</summary>
    /// <param name="model">The model.</param>
    /// <param name="table">The metadata of items, users or actions, whichever <see cref="Target"/> says; null when there is none. Not kept.</param>
    /// <returns>The prepared filter.</returns>
    /// <exception cref="ObjectDisposedException">The model is closed.</exception>
    public CompiledFilter Compile(TrainedModel model, ItemTable? table)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var lease = model.Acquire();
        return new CompiledFilter(this, model, Target == FilterTarget.Users ? model.Catalog.Users : model.Catalog.Items, table);
    }

    private static IEnumerable<string> FieldsOf(FilterCondition condition)
    {
        yield return $"{condition.Dataset}.{condition.Field.ToUpperInvariant()}";
        if (condition.Operand.CurrentItemField is { } field)
        {
            yield return $"{FilterDataset.Items}.{field.ToUpperInvariant()}";
        }
    }

    private static void Check(FilterCondition condition, string field, FilterFieldKind kind)
    {
        var problem = kind switch
        {
            FilterFieldKind.Boolean => "is a boolean, which cannot be filtered by. Use a string such as \"True\" or a number",
            FilterFieldKind.Prose => "is textual, which cannot be filtered by",
            FilterFieldKind.Automatic => "cannot be filtered by; it takes effect by itself",
            FilterFieldKind.Text when !condition.IsOfTexts => "holds texts; compare it with IN or NOT IN",
            FilterFieldKind.Number when condition.IsOfTexts => "holds numbers; compare it with =, !=, <, <=, > or >=",
            _ => null,
        };
        if (problem is not null)
        {
            throw FilterExpressionException.At(condition.Position, $"the field {field} {problem}");
        }
    }

    private HashSet<string> ParametersOf(Func<FilterCondition, bool> isWanted) =>
        [.. AllConditions.Where(isWanted).Select(condition => condition.Operand.Parameter).OfType<string>()];
}
