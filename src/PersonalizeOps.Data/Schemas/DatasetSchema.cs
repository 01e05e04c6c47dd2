namespace PersonalizeOps.Data;

/// <summary>The schema of a dataset: the subset of Avro's JSON schemas that Personalize uses (records of primitive fields).</summary>
/// <remarks>Source: Personalize developer guide, "Custom datasets and schemas".</remarks>
public sealed class DatasetSchema
{
    internal DatasetSchema(string name, IReadOnlyList<SchemaField> fields, string json)
    {
        Name = name;
        Fields = fields;
        Json = json;
    }

    /// <summary>The schema of the <c>interactions.csv</c> that <see cref="DatasetConverter"/> writes.</summary>
    public static DatasetSchema Interactions { get; } = Parse("""
        {
          "type": "record",
          "name": "Interactions",
          "namespace": "com.amazonaws.personalize.schema",
          "fields": [
            { "name": "USER_ID", "type": "string" },
            { "name": "ITEM_ID", "type": "string" },
            { "name": "TIMESTAMP", "type": "long" },
            { "name": "EVENT_TYPE", "type": "string" },
            { "name": "EVENT_VALUE", "type": "float" }
          ],
          "version": "1.0"
        }
        """);

    /// <summary>The schema of the <c>items.csv</c> that <see cref="DatasetConverter"/> writes.</summary>
    public static DatasetSchema Items { get; } = Parse("""
        {
          "type": "record",
          "name": "Items",
          "namespace": "com.amazonaws.personalize.schema",
          "fields": [
            { "name": "ITEM_ID", "type": "string" },
            { "name": "TITLE", "type": ["null", "string"] },
            { "name": "GENRES", "type": ["null", "string"], "categorical": true },
            { "name": "YEAR", "type": ["null", "int"] },
            { "name": "CREATION_TIMESTAMP", "type": ["null", "long"] }
          ],
          "version": "1.0"
        }
        """);

    /// <summary>The name of the record, for example <c>Interactions</c>.</summary>
    public string Name { get; }

    /// <summary>The fields in the order of the document.</summary>
    public IReadOnlyList<SchemaField> Fields { get; }

    /// <summary>The document as it was given.</summary>
    public string Json { get; }

    /// <summary>Reads a schema document.</summary>
    /// <param name="avroJson">The JSON text.</param>
    /// <exception cref="SchemaException">The text is no JSON, no Avro record, or uses what Personalize does not allow: nested types,
    /// unions of several types, fields without name or type, names that clash once underscores are removed.</exception>
    public static DatasetSchema Parse(string avroJson) => SchemaParser.Parse(avroJson);

    /// <summary>The index of the field with that name (case-sensitive), or -1.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Fields.Count; i++)
        {
            if (string.Equals(Fields[i].Name, name, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }

    /// <summary>Checks that the schema suits a type of dataset: its name, required fields, types of reserved fields, limits.</summary>
    /// <exception cref="SchemaException">It does not; the message names the field.</exception>
    public void Validate(DatasetType type) => SchemaRules.Of(type).Check(this);
}
