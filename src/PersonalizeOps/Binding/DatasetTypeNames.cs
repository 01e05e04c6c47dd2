namespace PersonalizeOps.Binding;

/// <summary>The names of dataset types as users write them and as ARNs hold them.</summary>
internal static class DatasetTypeNames
{
    /// <summary>What the file with the schema of interactions.csv has in place of <c>.csv</c>.</summary>
    public const string SchemaSuffix = ".schema.json";

    /// <summary>The type in the ARN of a dataset, <c>…:dataset/GROUP/ITEMS</c>, in the API's spelling.</summary>
    public static string Of(string datasetArn)
    {
        var type = ResourceArn.VersionOf(datasetArn);
        return Find(type) ?? type;
    }

    /// <summary>The type that a CSV file is named after, in the API's spelling, or null.</summary>
    public static string? OfFile(string path) => Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase)
        ? Find(Path.GetFileNameWithoutExtension(path).ToUpperInvariant().Replace('-', '_'))
        : null;

    private static string? Find(string capitals) => capitals switch
    {
        "INTERACTIONS" => "Interactions",
        "ITEMS" => "Items",
        "USERS" => "Users",
        "ACTIONS" => "Actions",
        "ACTION_INTERACTIONS" => "Action_Interactions",
        _ => null,
    };
}
