using System.Globalization;
using System.Text.Json;
using PersonalizeOps.Data;
using PersonalizeOps.Server.Jobs.Imports;

namespace PersonalizeOps.Server.Services.PersonalizeEvents;

/// <summary>Reads the properties of streamed rows: a JSON object whose keys are the schema's names in camel case.</summary>
/// <remarks>
/// Case and underscores do not matter, since a schema's names differ without them. Keys that the schema does not have are ignored, as
/// Personalize does. Source: Personalize developer guide, "Recording events" and "Importing individual records".
/// </remarks>
internal sealed class PropertyReader
{
    private const int MaximumText = 1000;
    private const int MaximumId = 256;
    private const long FirstImplausibleSecond = 100_000_000_000;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly string[] Forbidden = ["USERID", "SESSIONID", "EVENTTYPE", "TIMESTAMP", "RECOMMENDATIONID", "IMPRESSION"];

    private readonly ILookup<string, SchemaField> _fields;
    private readonly DatasetType _type;
    private readonly bool _isEvent;

    public PropertyReader(DatasetSchema schema, DatasetType type)
    {
        _type = type;
        _isEvent = type is DatasetType.Interactions or DatasetType.ActionInteractions;
        var id = type switch { DatasetType.Users => "USER_ID", DatasetType.Items => "ITEM_ID", DatasetType.Actions => "ACTION_ID", _ => null };
        _fields = schema.Fields.Where(field => field.Name != id).ToLookup(field => Plain(field.Name));
    }

    /// <summary>Reads the properties of a row. Of records it checks that no required field is missing.</summary>
    /// <param name="json">The properties; null for none.</param>
    /// <param name="place">Which row, for messages.</param>
    /// <returns>The values that are there, by the schema's names.</returns>
    /// <exception cref="ServiceError">They are no JSON object, or a value is not what the schema says.</exception>
    public Dictionary<string, string> Read(string? json, string place)
    {
        var values = new Dictionary<string, string>();
        if (json is not null)
        {
            Read(json, place, values);
        }

        return _isEvent ? values : Complete(values, place);
    }

    /// <summary>Refuses a row that lacks a field which may not be null.</summary>
    /// <param name="values">The row.</param>
    /// <param name="place">Which row, for messages.</param>
    /// <returns>The same row.</returns>
    /// <exception cref="ServiceError">A field is missing.</exception>
    public Dictionary<string, string> Complete(Dictionary<string, string> values, string place)
    {
        var missing = _fields.SelectMany(fields => fields).FirstOrDefault(field => !field.Nullable && !values.ContainsKey(field.Name));
        return missing is null ? values : throw Errors.InvalidInput($"{place} lacks the property {missing.Name}, which the schema requires.");
    }

    private void Read(string json, string place, Dictionary<string, string> values)
    {
        try
        {
            using var document = Parse(json, place);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                Read(property, place, values);
            }
        }
        catch (InvalidOperationException exception)
        {
            // What the reader says of half a surrogate pair, when names are compared or a text is taken out.
            throw Errors.InvalidInput($"Error parsing properties json of {place}: half of a surrogate pair is no text. {exception.Message}");
        }
    }

    private static JsonDocument Parse(string json, string place)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, Strict);
        }
        catch (JsonException exception)
        {
            throw Errors.InvalidInput($"Error parsing properties json of {place}: {exception.Message}");
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return document;
        }

        document.Dispose();
        throw Errors.InvalidInput($"Error parsing properties json of {place}: it is no object.");
    }

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    private void Read(JsonProperty property, string place, Dictionary<string, string> values)
    {
        var plain = Plain(property.Name);
        if (_isEvent && Forbidden.Contains(plain))
        {
            throw Errors.InvalidInput($"The property {property.Name} of {place} is reserved; give it as a member beside the properties.");
        }

        if (FindField(property.Name, plain, place) is not { } field)
        {
            return;
        }

        if (values.ContainsKey(field.Name))
        {
            throw Errors.InvalidInput($"The property {property.Name} of {place} is given twice.");
        }

        if (ReadValue(property.Value, field, $"The property {property.Name} of {place}") is { } value)
        {
            values.Add(field.Name, value);
        }
    }

    // Fields whose names differ in case only go by their exact names.
    private SchemaField? FindField(string name, string plain, string place)
    {
        List<SchemaField> fields = [.. _fields[plain]];
        return fields.Count < 2
            ? fields.FirstOrDefault()
            : fields.Find(field => field.Name == name) ?? throw Errors.InvalidInput(
                $"The property {name} of {place} may be any of {string.Join(", ", fields.Select(field => field.Name))}; write the name as the schema does.");
    }

    private string? ReadValue(JsonElement element, SchemaField field, string what)
    {
        var text = element.ValueKind switch
        {
            JsonValueKind.String => element.GetString()!,
            JsonValueKind.Null => "",
            JsonValueKind.Number when field.Type is not (FieldType.String or FieldType.Boolean) => element.GetRawText(),
            JsonValueKind.True when field.Type == FieldType.Boolean => "true",
            JsonValueKind.False when field.Type == FieldType.Boolean => "false",
            _ => throw Errors.InvalidInput($"{what} must be {Expected(field)}."),
        };
        if (text.Length == 0)
        {
            return field.Nullable ? null : throw Errors.InvalidInput($"{what} is null, which the schema does not allow.");
        }

        return field.Type switch
        {
            FieldType.String => CheckText(text, field, what),
            FieldType.Int or FieldType.Long => CheckInteger(text, field, what),
            FieldType.Float or FieldType.Double => CheckNumber(text, field, what),
            _ => text is "true" or "false" ? text : throw Errors.InvalidInput($"{what} must be {Expected(field)}."),
        };
    }

    private static string CheckText(string text, SchemaField field, string what)
    {
        if (field.Textual)
        {
            return Prose.Cut(text);
        }

        var most = field.Name == "ITEM_ID" ? MaximumId : MaximumText;
        return text.Length <= most ? text : throw Errors.InvalidInput($"{what} has {text.Length} characters; at most {most} are allowed.");
    }

    private string CheckInteger(string text, SchemaField field, string what)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || (field.Type == FieldType.Int && number is < int.MinValue or > int.MaxValue))
        {
            throw Errors.InvalidInput($"{what} must be {Expected(field)}.");
        }

        var (minimum, maximum) = ReservedRanges.Of(_type, field.Name);
        if (number < minimum || number > maximum)
        {
            throw Errors.InvalidInput($"{what} is {number}; it must be from {minimum} to {maximum}.");
        }

        if (field.Name.EndsWith("_TIMESTAMP", StringComparison.Ordinal) && number is < 0 or >= FirstImplausibleSecond)
        {
            throw Errors.InvalidInput($"{what} is out of range; give Unix epoch seconds.");
        }

        return number.ToString(CultureInfo.InvariantCulture);
    }

    private static string CheckNumber(string text, SchemaField field, string what)
    {
        var isValid = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            && (field.Type == FieldType.Double || Math.Abs(number) <= float.MaxValue);
        return isValid ? text : throw Errors.InvalidInput($"{what} must be {Expected(field)}.");
    }

    private static string Expected(SchemaField field) => field.Type switch
    {
        FieldType.String => "a text",
        FieldType.Int => "a whole number of 32 bits",
        FieldType.Long => "a whole number",
        FieldType.Boolean => "true or false",
        _ => "a number",
    };
}
