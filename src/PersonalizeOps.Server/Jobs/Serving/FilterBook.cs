using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Amazon.Personalize.Model;
using PersonalizeOps.Data;
using PersonalizeOps.Engine.Filters;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Server.Storage;
using DatasetSchema = PersonalizeOps.Data.DatasetSchema;

namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>Turns filters and the values of requests into what a model may recommend. Compiled filters are kept by model and content.</summary>
internal sealed class FilterBook(Database database, ServedDatasets datasets, RecentEvents recent)
{
    private static readonly string[] Automatic = ["EXPIRATION_TIMESTAMP", "ACTION_EXPIRATION_TIMESTAMP", "REPEAT_FREQUENCY"];

    private readonly ConcurrentDictionary<string, (long Writes, ServedFilter Filter)> _filters = new();
    private readonly ConditionalWeakTable<TrainedModel, ConcurrentDictionary<string, Compiled>> _compiled = [];

    /// <summary>Checks an expression against the schemas of a dataset group.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="schemas">The schemas of the group's datasets.</param>
    /// <returns>What is wrong, and which fields it uses.</returns>
    public static FilterReading Check(string expression, IEnumerable<(DatasetType Type, DatasetSchema Schema)> schemas)
    {
        try
        {
            var filter = FilterExpression.Parse(expression);
            filter.Validate(SchemaOf(schemas));
            return new FilterReading(null, filter.Fields);
        }
        catch (FilterExpressionException exception)
        {
            return new FilterReading($"Could not create filter. {exception.Message}", []);
        }
    }

    /// <summary>Gives the different fields of an expression that was checked.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>Fields such as <c>Items.GENRES</c>.</returns>
    public static IReadOnlyList<string> FieldsOf(string expression) => FilterExpression.Parse(expression).Fields;

    /// <summary>Finds out what a request's filter lets through.</summary>
    /// <param name="choice">The filter and the values.</param>
    /// <param name="datasetGroupArn">The dataset group it must belong to.</param>
    /// <param name="model">The model that is asked.</param>
    /// <param name="userId">The user, if one is named.</param>
    /// <param name="itemId">The item that recommendations are related to, if one is named.</param>
    /// <returns>The filter for the model.</returns>
    /// <exception cref="ServiceError">The filter is unknown or cannot be used here, or a value is missing or malformed.</exception>
    public ItemFilter Bind(FilterChoice choice, string datasetGroupArn, TrainedModel model, string? userId, string? itemId)
    {
        var filter = Find(choice.Arn);
        if (filter.DatasetGroupArn != datasetGroupArn)
        {
            throw Errors.InvalidInput($"The filter {choice.Arn} belongs to another dataset group.");
        }

        Check(filter, model, userId, itemId);
        return Bind(filter, choice.Values, model, userId, itemId);
    }

    /// <summary>Leaves out what a user has done something with.</summary>
    /// <param name="eventType">What was done.</param>
    /// <param name="datasetGroupArn">The dataset group.</param>
    /// <param name="model">The model that is asked.</param>
    /// <param name="userId">The user.</param>
    /// <returns>The filter for the model.</returns>
    public ItemFilter Hide(string eventType, string datasetGroupArn, TrainedModel model, string userId)
    {
        var expression = FilterExpression.Parse($"EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"{eventType}\")");
        return Bind(new ServedFilter("", datasetGroupArn, expression), null, model, userId, null, "hide " + eventType);
    }

    private static FilterSchema SchemaOf(IEnumerable<(DatasetType Type, DatasetSchema Schema)> schemas)
    {
        var result = new FilterSchema();
        foreach (var (type, schema) in schemas)
        {
            foreach (var field in schema.Fields)
            {
                result.Add(Enum.Parse<FilterDataset>(type.ToString()), field.Name, KindOf(field));
            }
        }

        return result;
    }

    private static FilterFieldKind KindOf(SchemaField field) => field switch
    {
        { Textual: true } => FilterFieldKind.Prose,
        { Type: FieldType.Boolean } => FilterFieldKind.Boolean,
        _ when Automatic.Contains(field.Name) => FilterFieldKind.Automatic,
        { Type: FieldType.String } => FilterFieldKind.Text,
        _ => FilterFieldKind.Number,
    };

    private static void Check(ServedFilter filter, TrainedModel model, string? userId, string? itemId)
    {
        var expression = filter.Expression;
        if (expression.Target != model.FilterTarget)
        {
            throw Errors.InvalidInput($"The filter {filter.Arn} chooses among {expression.Target.ToString().ToLowerInvariant()}, "
                + $"but the recipe {model.Recipe} gives {model.FilterTarget.ToString().ToLowerInvariant()}.");
        }

        if (expression.Target != FilterTarget.Users && (expression.UsesEvents || expression.UsesCurrentUser) && string.IsNullOrEmpty(userId))
        {
            throw Errors.InvalidInput($"The filter {filter.Arn} asks about the user; a userId is required.");
        }

        if (expression.UsesCurrentItem && string.IsNullOrEmpty(itemId))
        {
            throw Errors.InvalidInput($"The filter {filter.Arn} compares with the current item; an itemId is required.");
        }
    }

    private ServedFilter Find(string arn)
    {
        var writes = database.Writes;
        if (_filters.TryGetValue(arn, out var known) && known.Writes == writes)
        {
            return known.Filter;
        }

        var row = database.Read(session => session.Resources.Find(arn));
        if (row is not { Kind: ResourceKind.Filter })
        {
            _filters.TryRemove(arn, out _);
            throw Errors.ResourceNotFound(arn);
        }

        if (row.Status != ResourceStatus.Active)
        {
            throw Errors.InvalidInput($"{arn} is in {row.Status} state; it must be ACTIVE.");
        }

        var filter = ResourceDocument.Read<Filter>(row);
        var served = new ServedFilter(arn, filter.DatasetGroupArn, FilterExpression.Parse(filter.FilterExpression));
        _filters[arn] = (writes, served);
        return served;
    }

    private ItemFilter Bind(
        ServedFilter filter,
        IReadOnlyDictionary<string, string>? values,
        TrainedModel model,
        string? userId,
        string? itemId,
        string? key = null)
    {
        var expression = filter.Expression;
        using var table = datasets.Table(filter.DatasetArn(TableOf(expression.Target)));
        using var users = expression.UsesCurrentUser ? datasets.Table(filter.DatasetArn("USERS")) : default;
        using var events = expression.UsesEvents ? datasets.Interactions(filter.DatasetArn(EventsOf(expression.Target))) : default;
        var subject = new FilterSubject
        {
            UserId = userId,
            UserValue = ValuesOf(users.Value, userId),
            ItemValue = ValuesOf(table.Value, itemId),
            Interactions = events.Value,
            RecentEvents = expression.UsesEvents && userId is not null ? RecentOf(filter.DatasetArn(EventsOf(expression.Target)), userId) : null,
        };
        try
        {
            return Compile(filter, model, table.Value, key ?? filter.Arn).Bind(values, subject);
        }
        catch (FilterValueException exception)
        {
            throw Errors.InvalidInput(exception.Message);
        }
    }

    private UserEvent[] RecentOf(string datasetArn, string userId) =>
        [.. recent.Of(datasetArn, userId, 0).Select(item => new UserEvent(item.ItemId, item.EventType, item.SentAt.ToUnixTimeSeconds()))];

    private static string TableOf(FilterTarget target) => target switch
    {
        FilterTarget.Users => "USERS",
        FilterTarget.Actions => "ACTIONS",
        _ => "ITEMS",
    };

    private static string EventsOf(FilterTarget target) => target == FilterTarget.Actions ? "ACTION_INTERACTIONS" : "INTERACTIONS";

    private static Func<string, string?>? ValuesOf(ItemTable? table, string? id) => table is null || id is null
        ? null
        : field => table.Columns.FirstOrDefault(column => column.Equals(field, StringComparison.OrdinalIgnoreCase)) is { } column
            ? table.GetValue(id, column)
            : null;

    private CompiledFilter Compile(ServedFilter filter, TrainedModel model, ItemTable? table, string key)
    {
        var ofModel = _compiled.GetOrCreateValue(model);
        if (ofModel.TryGetValue(key, out var known) && known.Expression == filter.Expression && known.Table == table)
        {
            return known.Filter;
        }

        var compiled = filter.Expression.Compile(model, table);
        ofModel[key] = new Compiled(filter.Expression, table, compiled);
        return compiled;
    }

    private sealed record Compiled(FilterExpression Expression, ItemTable? Table, CompiledFilter Filter);
}
