using PersonalizeOps.Data;

namespace PersonalizeOps.Server.Services.Personalize;

/// <summary>The fields that schemas of domain dataset groups need beside those of custom ones.</summary>
/// <remarks>Source: Personalize developer guide, "ECOMMERCE datasets and schemas" and "VIDEO_ON_DEMAND datasets and schemas".</remarks>
internal static class DomainFields
{
    private static readonly Dictionary<(string Domain, DatasetType Type), string[]> Needed = new()
    {
        [("ECOMMERCE", DatasetType.Interactions)] = ["EVENT_TYPE"],
        [("ECOMMERCE", DatasetType.Items)] = ["PRICE", "CATEGORY_L1"],
        [("VIDEO_ON_DEMAND", DatasetType.Interactions)] = ["EVENT_TYPE"],
        [("VIDEO_ON_DEMAND", DatasetType.Items)] = ["CREATION_TIMESTAMP", "GENRES"],
    };

    /// <summary>Refuses a schema that lacks a field of its domain.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="type">The type of dataset it is for.</param>
    /// <param name="domain">Its domain; null for none.</param>
    /// <exception cref="ServiceError">A field is missing.</exception>
    public static void Check(DatasetSchema schema, DatasetType type, string? domain)
    {
        if (domain is null || !Needed.TryGetValue((domain, type), out var needed))
        {
            return;
        }

        if (Array.Find(needed, name => schema.IndexOf(name) < 0) is { } missing)
        {
            throw Errors.InvalidInput($"The schema lacks the field {missing}, which {type.ToApi()} datasets of the domain {domain} need.");
        }
    }
}
