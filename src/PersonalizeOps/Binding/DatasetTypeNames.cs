namespace PersonalizeOps.Binding;

/// <summary>The names of dataset types as users write them and as ARNs hold them.</summary>
internal static class DatasetTypeNames
{
    /// <summary>The type in the ARN of a dataset, <c>…:dataset/GROUP/ITEMS</c>, in the API's spelling.</summary>
    public static string Of(string datasetArn) => ResourceArn.VersionOf(datasetArn) switch
    {
        "INTERACTIONS" => "Interactions",
        "ITEMS" => "Items",
        "USERS" => "Users",
        "ACTIONS" => "Actions",
        "ACTION_INTERACTIONS" => "Action_Interactions",
        var other => other,
    };
}
