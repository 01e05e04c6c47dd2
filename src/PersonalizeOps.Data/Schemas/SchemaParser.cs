using System.Text.Json;

namespace PersonalizeOps.Data;

/// <summary>Reads the JSON of a schema and names the place of every fault.</summary>
internal static class SchemaParser
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static DatasetSchema Parse(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
            throw new SchemaException("The schema is empty. Give an Avro record as JSON.");

        try
        {
            using var document = ParseDocument(json);
            return Parse(document.RootElement, json);
        }
        catch (InvalidOperationException e)
        {
            // What the reader says when names are compared or a text is taken out.
            throw new SchemaException("The schema has a text with half of a surrogate pair.", e);
        }
    }

    private static DatasetSchema Parse(JsonElement root, string json)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new SchemaException($"The schema must be a JSON object with type, name and fields, not {Kind(root)}.");

        if (Text(root, "type", "the schema") is var type && type != "record")
            throw new SchemaException($"The type of the schema must be 'record', not '{type}'.");

        var name = Text(root, "name", "the schema");
        CheckName(name, "The name of the schema");
        return new DatasetSchema(name, ParseFields(root), json);
    }

    private static JsonDocument ParseDocument(string json)
    {
        try
        {
            return JsonDocument.Parse(json, Strict);
        }
        catch (JsonException e)
        {
            var where = e.LineNumber is { } line ? $" (line {line + 1}, byte {e.BytePositionInLine + 1})" : "";
            throw new SchemaException($"The schema is not valid JSON{where}: {e.Message}", e);
        }
    }

    private static SchemaField[] ParseFields(JsonElement root)
    {
        if (!root.TryGetProperty("fields", out var fields))
            throw new SchemaException("The schema lacks 'fields'.");
        if (fields.ValueKind != JsonValueKind.Array || fields.GetArrayLength() == 0)
            throw new SchemaException("The 'fields' of the schema must be a list with at least one field.");

        var parsed = new List<SchemaField>();
        var plainNames = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var element in fields.EnumerateArray())
        {
            var field = ParseField(element, parsed.Count);
            if (!plainNames.TryAdd(field.Name.Replace("_", "", StringComparison.Ordinal), field.Name))
                throw Clash(field.Name, plainNames[field.Name.Replace("_", "", StringComparison.Ordinal)]);

            parsed.Add(field);
        }

        return [.. parsed];
    }

    private static SchemaException Clash(string name, string earlier) => new(name == earlier
        ? $"The field '{name}' is declared twice."
        : $"The fields '{earlier}' and '{name}' clash: names must differ after removing underscores.");

    private static SchemaField ParseField(JsonElement element, int index)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new SchemaException($"fields[{index}] must be an object with name and type, not {Kind(element)}.");

        var name = Text(element, "name", $"fields[{index}]");
        CheckName(name, $"The name of fields[{index}]");
        var (type, nullable) = ParseType(element, name);
        var field = new SchemaField(name, type, nullable, Flag(element, "categorical", name), Flag(element, "textual", name));
        _ = Flag(element, "itemName", name);
        if (field is { Categorical: true, Textual: true })
            throw new SchemaException($"The field '{name}' can't be both categorical and textual.");
        if ((field.Categorical || field.Textual) && type != FieldType.String)
            throw new SchemaException($"The field '{name}' is categorical or textual, so its type must be string, not {AvroName(type)}.");

        return field;
    }

    private static (FieldType Type, bool Nullable) ParseType(JsonElement field, string name)
    {
        if (!field.TryGetProperty("type", out var type))
            throw new SchemaException($"The field '{name}' lacks a type.");

        return type.ValueKind switch
        {
            JsonValueKind.String when type.ValueEquals("null") => throw new SchemaException(
                $"The field '{name}' has only the type null; give another type beside it."),
            JsonValueKind.String => (Primitive(type.GetString()!, name), false),
            JsonValueKind.Array => ParseUnion(type, name),
            _ => throw Nested(name, Kind(type)),
        };
    }

    private static (FieldType Type, bool Nullable) ParseUnion(JsonElement union, string name)
    {
        FieldType? type = null;
        var nullable = false;
        foreach (var member in union.EnumerateArray())
        {
            if (member.ValueKind != JsonValueKind.String)
                throw Nested(name, Kind(member));

            if (member.ValueEquals("null"))
            {
                if (nullable)
                    throw new SchemaException($"The field '{name}' lists null twice.");
                nullable = true;
            }
            else if (type is null)
            {
                type = Primitive(member.GetString()!, name);
            }
            else
            {
                throw new SchemaException($"The field '{name}' lists several types; only one type and null may be listed.");
            }
        }

        return type is { } found
            ? (found, nullable)
            : throw new SchemaException($"The field '{name}' lists no type besides null.");
    }

    private static FieldType Primitive(string type, string field) => type switch
    {
        "string" => FieldType.String,
        "int" => FieldType.Int,
        "long" => FieldType.Long,
        "float" => FieldType.Float,
        "double" => FieldType.Double,
        "boolean" => FieldType.Boolean,
        "record" or "array" or "map" or "enum" or "fixed" => throw Nested(field, type),
        _ => throw new SchemaException(
            $"The field '{field}' has the unknown type '{type}'. Use string, int, long, float, double or boolean."),
    };

    private static SchemaException Nested(string field, string type) =>
        new($"The field '{field}' has a nested type ({type}). Only string, int, long, float, double, boolean and null are allowed.");

    private static bool Flag(JsonElement field, string flag, string name)
    {
        if (!field.TryGetProperty(flag, out var value))
            return false;

        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw new SchemaException($"'{flag}' of the field '{name}' must be true or false, not {Kind(value)}."),
        };
    }

    private static string Text(JsonElement owner, string property, string where)
    {
        if (!owner.TryGetProperty(property, out var value))
            throw new SchemaException($"'{property}' is missing in {where}.");
        if (value.ValueKind != JsonValueKind.String || string.IsNullOrEmpty(value.GetString()))
            throw new SchemaException($"'{property}' in {where} must be a text that is not empty, not {Kind(value)}.");

        return value.GetString()!;
    }

    /// <summary>Whether a field may be called so.</summary>
    public static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static void CheckName(string name, string what)
    {
        if (!IsName(name))
            throw new SchemaException($"{what}, '{name}', may hold only letters, digits and underscores and can't start with a digit.");
    }

    public static string AvroName(FieldType type) => type switch
    {
        FieldType.String => "string",
        FieldType.Int => "int",
        FieldType.Long => "long",
        FieldType.Float => "float",
        FieldType.Double => "double",
        _ => "boolean",
    };

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the text '{element.GetString()}'",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
