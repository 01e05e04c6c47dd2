namespace PersonalizeOps.Data;

/// <summary>What Personalize asks of the schema of one dataset type.</summary>
/// <remarks>Source: Personalize developer guide, "Custom datasets and schemas", requirement tables per dataset type.</remarks>
internal sealed class SchemaRules
{
    private static readonly Dictionary<DatasetType, SchemaRules> ByType = new()
    {
        [DatasetType.Interactions] = new()
        {
            Type = DatasetType.Interactions,
            Required = new() { ["USER_ID"] = FieldType.String, ["ITEM_ID"] = FieldType.String, ["TIMESTAMP"] = FieldType.Long },
            Reserved = new()
            {
                ["EVENT_TYPE"] = FieldType.String,
                ["EVENT_VALUE"] = FieldType.Float,
                ["IMPRESSION"] = FieldType.String,
                ["RECOMMENDATION_ID"] = FieldType.String,
                ["EVENT_ATTRIBUTION_SOURCE"] = FieldType.String,
            },
            MaximumOwnFields = 5,
        },
        [DatasetType.Items] = new()
        {
            Type = DatasetType.Items,
            Required = new() { ["ITEM_ID"] = FieldType.String },
            Reserved = new() { ["CREATION_TIMESTAMP"] = FieldType.Long },
            MaximumOwnFields = 100,
            NeedsMetadata = true,
            MaximumTextual = 1,
        },
        [DatasetType.Users] = new()
        {
            Type = DatasetType.Users,
            Required = new() { ["USER_ID"] = FieldType.String },
            Reserved = [],
            MaximumOwnFields = 25,
            NeedsMetadata = true,
        },
        [DatasetType.Actions] = new()
        {
            Type = DatasetType.Actions,
            Required = new() { ["ACTION_ID"] = FieldType.String },
            Reserved = new()
            {
                ["CREATION_TIMESTAMP"] = FieldType.Long,
                ["VALUE"] = FieldType.Long,
                ["TYPE"] = FieldType.String,
                ["EXPIRATION_TIMESTAMP"] = FieldType.Long,
                ["ACTION_EXPIRATION_TIMESTAMP"] = FieldType.Long,
                ["REPEAT_FREQUENCY"] = FieldType.Long,
            },
            MaximumOwnFields = 10,
            NeedsMetadata = true,
        },
        [DatasetType.ActionInteractions] = new()
        {
            Type = DatasetType.ActionInteractions,
            Required = new()
            {
                ["USER_ID"] = FieldType.String,
                ["ACTION_ID"] = FieldType.String,
                ["EVENT_TYPE"] = FieldType.String,
                ["TIMESTAMP"] = FieldType.Long,
            },
            Reserved = new() { ["IMPRESSION"] = FieldType.String, ["RECOMMENDATION_ID"] = FieldType.String },
            MaximumOwnFields = 5,
        },
    };

    private static readonly string[] NeverCategorical =
        ["USER_ID", "ITEM_ID", "ACTION_ID", "EVENT_TYPE", "RECOMMENDATION_ID", "IMPRESSION", "EVENT_ATTRIBUTION_SOURCE"];

    public required DatasetType Type { get; init; }

    public required Dictionary<string, FieldType> Required { get; init; }

    public required Dictionary<string, FieldType> Reserved { get; init; }

    public required int MaximumOwnFields { get; init; }

    public bool NeedsMetadata { get; init; }

    public int MaximumTextual { get; init; }

    public static SchemaRules Of(DatasetType type) => ByType[type];

    public void Check(DatasetSchema schema)
    {
        CheckName(schema);
        foreach (var (name, type) in Required)
            CheckRequired(schema, name, type);
        foreach (var field in schema.Fields)
            CheckReserved(field);

        CheckLimits(schema);
    }

    private void CheckName(DatasetSchema schema)
    {
        if (!DatasetTypes.TryParse(schema.Name, out var named) || named != Type)
            throw new SchemaException($"The schema is named '{schema.Name}'; for a dataset of type {Type.ToApi()} name it '{Type}'.");
    }

    private void CheckRequired(DatasetSchema schema, string name, FieldType type)
    {
        var index = schema.IndexOf(name);
        if (index < 0)
            throw new SchemaException($"The schema lacks the field {name}, which every {Type.ToApi()} dataset needs.");

        CheckType(schema.Fields[index], type);
        if (schema.Fields[index].Nullable)
            throw new SchemaException($"The field {name} is required, so it can't have the type null.");
    }

    private void CheckReserved(SchemaField field)
    {
        if (Reserved.TryGetValue(field.Name, out var type))
            CheckType(field, type);
        if (field.Categorical && NeverCategorical.Contains(field.Name))
            throw new SchemaException($"The reserved field {field.Name} can't be categorical.");
        if (field.Textual && MaximumTextual == 0)
            throw new SchemaException($"The field '{field.Name}' is textual; only Items schemas may have a textual field.");
    }

    private static void CheckType(SchemaField field, FieldType type)
    {
        if (field.Type != type)
        {
            throw new SchemaException(
                $"The reserved field {field.Name} must have the type {SchemaParser.AvroName(type)}, not {SchemaParser.AvroName(field.Type)}.");
        }
    }

    private void CheckLimits(DatasetSchema schema)
    {
        var own = schema.Fields.Count(f => !Required.ContainsKey(f.Name) && !Reserved.ContainsKey(f.Name));
        if (own > MaximumOwnFields)
            throw new SchemaException($"The schema has {own} metadata fields; {Type.ToApi()} datasets allow at most {MaximumOwnFields}.");
        if (schema.Fields.Count(f => f.Textual) is var textual && textual > MaximumTextual)
            throw new SchemaException($"The schema has {textual} textual fields; at most {MaximumTextual} is allowed.");
        if (NeedsMetadata && !schema.Fields.Any(IsMetadata))
        {
            throw new SchemaException(
                $"The schema needs at least one metadata field (a categorical text or a number) besides {string.Join(", ", Required.Keys)}.");
        }
    }

    private bool IsMetadata(SchemaField field) =>
        !Required.ContainsKey(field.Name)
        && field.Type != FieldType.Boolean
        && (field.Type != FieldType.String || field.Categorical || field.Textual || Reserved.ContainsKey(field.Name));
}
