using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using PersonalizeOps.Binding;
using PersonalizeOps.Completion;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Base;

/// <summary>
/// Sends records of one dataset in real time; one that is there is replaced. The columns come from the properties of the input, in the types of the
/// dataset's schema. Up to 10 records go in one call; a call that fails is an error record and the rest go on.
/// </summary>
public abstract class SetRecordCmdlet : ConcurrentCmdlet
{
    private const int MaxRecords = 10;

    private readonly string _type;
    private readonly string _idColumn;
    private readonly List<(string Id, string Properties)> _records = [];
    private Dictionary<string, SchemaColumn> _columns = [];

    private protected SetRecordCmdlet(string datasetType, string idColumn) => (_type, _idColumn) = (datasetType, idColumn);

    /// <summary>The dataset group, as name, ARN or object; it must have a dataset of the type.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("DatasetGroupArn")]
    [ResourceCompleter(ResourceKind.DatasetGroup)]
    public ResourceIdentity DatasetGroup { get; set; } = null!;

    /// <summary>
    /// The records: objects or hashtables with the columns of the schema as properties, in any spelling: CREATION_TIMESTAMP, creationTimestamp. Empty
    /// ones are left out, and properties that the schema does not have are an error.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    private protected override string Counted => "calls";

    private protected string DatasetArn { get; private set; } = "";

    /// <summary>Makes one call.</summary>
    private protected abstract Task PutAsync(IReadOnlyList<(string Id, string Properties)> records, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        await base.BeginAsync(cancellationToken);
        var group = ResourceArn.NameOf(DatasetGroup.ArnOf(ResourceKind.DatasetGroup, Connection));
        var dataset = await Api.GetDatasetAsync(Connection.Arn($"dataset/{group}/{_type.ToUpperInvariant()}"), cancellationToken);
        DatasetArn = dataset.Arn;
        _columns = (await Api.GetSchemaAsync(dataset.SchemaArn, cancellationToken)).Column.ToDictionary(column => Plain(column.Name), StringComparer.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var input in InputObject)
        {
            await TryAsync(input, () =>
            {
                _records.Add(ToRecord(input));
                return Task.CompletedTask;
            });
            if (_records.Count == MaxRecords)
                await SendAsync();
        }

        await WriteReadyAsync();
    }

    /// <inheritdoc/>
    protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        await SendAsync();
        await base.EndAsync(cancellationToken);
    }

    private async Task SendAsync()
    {
        if (_records.Count == 0)
            return;
        var records = _records.ToList();
        _records.Clear();
        var ids = string.Join(", ", records.Select(record => record.Id));
        if (ShouldProcess($"{ids} in {ResourceArn.FullNameOf(DatasetArn)}", $"Put{_type}"))
            await AskAsync(ids, async token =>
            {
                await PutAsync(records, token);
                return [];
            });
    }

    private (string Id, string Properties) ToRecord(PSObject input)
    {
        string? id = null;
        Dictionary<string, object> properties = [];
        foreach (var (name, value) in PropertiesOf(input))
        {
            var text = Convert.ToString(value is PSObject source ? source.BaseObject : value, CultureInfo.InvariantCulture);
            if (string.IsNullOrEmpty(text))
                continue;
            if (!_columns.TryGetValue(Plain(name), out var column))
                throw new PersonalizeException("UnknownColumn", ErrorCategory.InvalidArgument,
                    $"The dataset has no column {name}; it has {string.Join(", ", _columns.Values.Select(known => known.Name))}.", input, "Choose properties with Select-Object.");
            if (column.Name == _idColumn)
                id = text;
            else
                properties[CamelCase.Of(column.Name)] = ToValue(column, value, text);
        }

        return id is null
            ? throw new PersonalizeException("IdRequired", ErrorCategory.InvalidArgument, $"The input has no property {_idColumn}.", input)
            : (id, JsonSerializer.Serialize(properties));
    }

    private static IEnumerable<(string Name, object? Value)> PropertiesOf(PSObject input) => input.BaseObject is IDictionary table
        ? table.Cast<DictionaryEntry>().Select(entry => (entry.Key.ToString()!, entry.Value))
        : input.Properties.Where(property => property.IsGettable).Select(property => (property.Name, (object?)property.Value));

    private static object ToValue(SchemaColumn column, object? value, string text)
    {
        var type = column.Type.Split('|').First(name => name != "null");
        if (type == "string")
            return value is not string && LanguagePrimitives.GetEnumerable(value) is { } many
                ? string.Join('|', many.Cast<object?>().Select(item => Convert.ToString(item, CultureInfo.InvariantCulture)))
                : text;
        if (type == "boolean" && bool.TryParse(text, out var flag))
            return flag;
        if (type is "int" or "long" && Seconds(value) is { } seconds)
            return seconds;
        if (type is "int" or "long" && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole;
        if (type is "float" or "double" && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return number;
        throw new PersonalizeException("InvalidValue", ErrorCategory.InvalidData, $"{column.Name} is '{text}', but its type is {type}.",
            action: column.Name.EndsWith("TIMESTAMP", StringComparison.Ordinal) ? "Give a date, such as Get-Date makes, or seconds since 1970." : null);
    }

    /// <summary>A time as the service wants it, in seconds since 1970; null for what is none.</summary>
    private static long? Seconds(object? value) => (value is PSObject source ? source.BaseObject : value) switch
    {
        DateTime time => new DateTimeOffset(time.ToUniversalTime()).ToUnixTimeSeconds(),
        DateTimeOffset time => time.ToUnixTimeSeconds(),
        _ => null,
    };

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal);
}
