using PersonalizeOps.Data;

namespace PersonalizeOps.Server.Services.Personalize;

/// <summary>The fields that schemas of domain dataset groups need or reserve, beside those of custom ones.</summary>
/// <remarks>Source: Personalize developer guide, "ECOMMERCE datasets and schemas" and "VIDEO_ON_DEMAND datasets and schemas".</remarks>
internal static class DomainFields
{
    private const string Shop = "ECOMMERCE";
    private const string Video = "VIDEO_ON_DEMAND";

    private static readonly (string Domain, DatasetType Type, string Name, FieldType FieldType, bool IsRequired, bool IsCategorical)[] Fields =
    [
        (Shop, DatasetType.Interactions, "EVENT_TYPE", FieldType.String, true, false),
        (Shop, DatasetType.Items, "PRICE", FieldType.Float, true, false),
        (Shop, DatasetType.Items, "CATEGORY_L1", FieldType.String, true, true),
        (Shop, DatasetType.Items, "CATEGORY_L2", FieldType.String, false, false),
        (Shop, DatasetType.Items, "CATEGORY_L3", FieldType.String, false, false),
        (Shop, DatasetType.Items, "PRODUCT_DESCRIPTION", FieldType.String, false, false),
        (Shop, DatasetType.Items, "AGE_GROUP", FieldType.String, false, false),
        (Shop, DatasetType.Items, "ADULT", FieldType.String, false, false),
        (Shop, DatasetType.Items, "GENDER", FieldType.String, false, false),
        (Video, DatasetType.Interactions, "EVENT_TYPE", FieldType.String, true, false),
        (Video, DatasetType.Items, "CREATION_TIMESTAMP", FieldType.Long, true, false),
        (Video, DatasetType.Items, "GENRES", FieldType.String, true, true),
        (Video, DatasetType.Items, "PRICE", FieldType.Float, false, false),
        (Video, DatasetType.Items, "DURATION", FieldType.Float, false, false),
        (Video, DatasetType.Items, "GENRE_L2", FieldType.String, false, false),
        (Video, DatasetType.Items, "GENRE_L3", FieldType.String, false, false),
        (Video, DatasetType.Items, "AVERAGE_RATING", FieldType.Float, false, false),
        (Video, DatasetType.Items, "PRODUCT_DESCRIPTION", FieldType.String, false, false),
        (Video, DatasetType.Items, "CONTENT_OWNER", FieldType.String, false, false),
        (Video, DatasetType.Items, "CONTENT_CLASSIFICATION", FieldType.String, false, false),
        (Video, DatasetType.Users, "SUBSCRIPTION_MODEL", FieldType.String, false, false),
    ];

    /// <summary>Refuses a schema that lacks a field of its domain or gives one another type.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="type">The type of dataset it is for.</param>
    /// <param name="domain">Its domain; null for none.</param>
    /// <exception cref="ServiceError">A field is missing or of the wrong kind, or the domain has no datasets of the type.</exception>
    public static void Check(DatasetSchema schema, DatasetType type, string? domain)
    {
        if (domain is null)
        {
            return;
        }

        CheckType(type, domain);
        foreach (var field in Fields.Where(field => field.Domain == domain && field.Type == type))
        {
            var index = schema.IndexOf(field.Name);
            if (index >= 0)
            {
                Check(schema.Fields[index], field.FieldType, field.IsRequired, field.IsCategorical, domain);
            }
            else if (field.IsRequired)
            {
                throw Errors.InvalidInput($"The schema lacks the field {field.Name}, which {type.ToApi()} datasets of the domain {domain} need.");
            }
        }
    }

    /// <summary>Refuses datasets that next-best-action needs: it is for custom dataset groups only.</summary>
    /// <param name="type">The type of dataset.</param>
    /// <param name="domain">The domain of the schema or dataset group; null for none.</param>
    /// <exception cref="ServiceError">A domain does not have such datasets.</exception>
    public static void CheckType(DatasetType type, string? domain)
    {
        if (domain is not null && type is (DatasetType.Actions or DatasetType.ActionInteractions))
        {
            throw Errors.InvalidInput($"The domain {domain} has no datasets of type {type.ToApi()}; they need a custom dataset group.");
        }
    }

    private static void Check(SchemaField field, FieldType type, bool isRequired, bool isCategorical, string domain)
    {
        if (field.Type != type)
        {
            throw Errors.InvalidInput($"The field {field.Name} of the domain {domain} must have the type {type.ToString().ToLowerInvariant()}.");
        }

        if (isRequired && field.Nullable)
        {
            throw Errors.InvalidInput($"The field {field.Name} is required in the domain {domain}, so it can't have the type null.");
        }

        if (isCategorical && !field.Categorical)
        {
            throw Errors.InvalidInput($"The field {field.Name} of the domain {domain} must be categorical.");
        }
    }
}
