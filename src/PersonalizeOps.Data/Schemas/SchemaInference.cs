using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;

namespace PersonalizeOps.Data;

/// <summary>Finds the schema that suits a CSV file, and says why each column has its type.</summary>
/// <remarks>
/// Names that Personalize reserves have the types it demands; other columns follow their values: whole numbers, numbers, else text, which is
/// categorical when values repeat or are lists, and textual (one column of items) when it is prose.
/// </remarks>
public static class SchemaInference
{
    private const int LongText = 80;
    private const int ProseWords = 12;

    /// <summary>A text column is categorical when its values come back at least this often on average.</summary>
    private const int CategoryRepeats = 2;

    /// <summary>Longer values make an import fail.</summary>
    private const int MaximumCategoryLength = 1000;

    /// <summary>Reads a file and chooses a type for each column.</summary>
    /// <param name="csv">The file with its header; it is left open.</param>
    /// <param name="type">What the file holds.</param>
    /// <param name="fileName">The name that errors show.</param>
    /// <param name="maximumRows">How many rows are looked at, from the top.</param>
    /// <returns>The fields in the order of the columns.</returns>
    /// <exception cref="SchemaException">The file is empty or malformed, a header is no valid name, or the schema would break a rule of the dataset
    /// type, such as a required column that is missing.</exception>
    public static IReadOnlyList<InferredField> Infer(Stream csv, DatasetType type, string fileName, long maximumRows = long.MaxValue)
    {
        var (names, profiles, rows) = Read(csv, fileName, maximumRows);
        var rules = SchemaRules.Of(type);
        List<InferredField> fields = [];
        for (var i = 0; i < names.Count; i++)
            fields.Add(Choose(names[i], profiles[i], rules, rows, fields.Any(field => field.Field.Textual)));
        DatasetSchema.Parse(ToJson(fields, type)).Validate(type);
        return fields;
    }

    /// <summary>Writes the fields as an Avro document.</summary>
    public static string ToJson(IReadOnlyList<InferredField> fields, DatasetType type)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var record = new JsonObject
        {
            ["type"] = "record",
            ["name"] = type.ToString(),
            ["namespace"] = "com.amazonaws.personalize.schema",
            ["fields"] = new JsonArray([.. fields.Select(field => ToJson(field.Field))]),
            ["version"] = "1.0",
        };
        return record.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private static JsonObject ToJson(SchemaField field)
    {
        var type = SchemaParser.AvroName(field.Type);
        var json = new JsonObject { ["name"] = field.Name, ["type"] = field.Nullable ? new JsonArray("null", type) : type };
        if (field.Categorical)
            json["categorical"] = true;
        if (field.Textual)
            json["textual"] = true;
        return json;
    }

    private static (List<string> Names, ColumnProfile[] Profiles, long Rows) Read(Stream csv, string fileName, long maximumRows)
    {
        try
        {
            using var reader = CsvReader.Create(csv, CsvFormat.Strict(1 << 20), leaveOpen: true);
            if (!reader.Read())
                throw new SchemaException($"{fileName} is empty: a schema needs at least a header.");
            var names = Enumerable.Range(0, reader.FieldCount).Select(i => Name(reader, i, fileName)).ToList();
            var profiles = names.Select(_ => new ColumnProfile()).ToArray();
            long rows = 0;
            while (rows < maximumRows && reader.Read())
            {
                if (reader.FieldCount != names.Count)
                    throw new SchemaException($"{fileName}, line {reader.LineNumber} has {reader.FieldCount} fields, the header {names.Count}.");
                for (var i = 0; i < profiles.Length; i++)
                    profiles[i].Add(reader.GetString(i));
                rows++;
            }

            return rows > 0 ? (names, profiles, rows) : throw new SchemaException($"{fileName} has a header and no rows: types follow from values.");
        }
        catch (CsvFormatException e)
        {
            throw new SchemaException($"{fileName}, line {e.LineNumber}: {e.Message}");
        }
    }

    // An import takes neither, so a schema for them would be of no use.
    private static string Name(CsvReader reader, int column, string fileName)
    {
        var name = reader.GetString(column);
        if (reader.GetRawSpan(column) is [(byte)'"', ..])
            throw new SchemaException($"{fileName}, line 1: the column '{name}' has its name in quotes. Write the header without quotes.");
        return name == name.Trim()
            ? name
            : throw new SchemaException($"{fileName}, line 1: the column '{name}' has spaces around its name. Remove them.");
    }

    internal static InferredField Choose(string name, ColumnProfile profile, SchemaRules rules, long rows, bool hasTextual)
    {
        if (rules.Required.TryGetValue(name, out var required))
            return new InferredField(new SchemaField(name, required, false, false, false), $"required of {rules.Type.ToApi()}");
        var nullable = profile.Empty > 0;
        var gaps = nullable ? $"; {profile.Empty:n0} of {rows:n0} rows are empty" : "";
        if (rules.Reserved.TryGetValue(name, out var reserved))
            return new InferredField(new SchemaField(name, reserved, nullable && name != "EVENT_TYPE", false, false), $"reserved name{gaps}");
        var (type, categorical, textual, reason) = ByValues(profile, rules, hasTextual);
        return new InferredField(new SchemaField(name, type, nullable, categorical, textual), reason + gaps);
    }

    private static (FieldType Type, bool Categorical, bool Textual, string Reason) ByValues(ColumnProfile profile, SchemaRules rules, bool hasTextual)
    {
        if (profile.Values == 0)
            return (FieldType.String, true, false, "no value to judge by, so categorical text");
        if (profile.AllBooleans)
            return (FieldType.String, true, false, "true and false: as categorical text, since booleans are used neither in training nor in filters");
        if (profile.FitsInt)
            return (FieldType.Int, false, false, $"whole numbers, such as {profile.Example}");
        if (profile.AllWhole)
            return (FieldType.Long, false, false, $"whole numbers beyond 32 bits, such as {profile.Example}");
        if (profile.AllNumbers)
            return (profile.FitsFloat ? FieldType.Float : FieldType.Double, false, false, $"numbers, such as {profile.Example}");
        if (profile.Lists > 0 && profile.MaximumLength <= MaximumCategoryLength)
            return (FieldType.String, true, false, $"{profile.Lists:n0} values are lists of categories, such as {profile.Example}");
        if (rules.MaximumTextual > 0 && !hasTextual && profile.MaximumWords >= ProseWords && profile.MaximumLength >= LongText)
            return (FieldType.String, false, true, $"prose of up to {profile.MaximumWords} words");
        if (profile.Distinct < ColumnProfile.MaximumDistinct && profile.Values >= (long)CategoryRepeats * profile.Distinct
            && profile.MaximumLength <= MaximumCategoryLength)
            return (FieldType.String, true, false, $"{profile.Distinct:n0} different texts that repeat, such as {profile.Example}");
        return (FieldType.String, false, false, "texts that hardly repeat: kept for filters and titles, not used in training");
    }
}
