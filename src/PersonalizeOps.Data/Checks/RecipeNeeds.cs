namespace PersonalizeOps.Data;

/// <summary>The datasets without which a recipe can't be trained.</summary>
/// <remarks>Source: Personalize developer guide, the pages of the recipes.</remarks>
internal static class RecipeNeeds
{
    /// <summary>The datasets besides interactions.</summary>
    /// <param name="recipe">The recipe's name or ARN.</param>
    public static IReadOnlyList<DatasetType> Of(string recipe) => recipe[(recipe.LastIndexOf('/') + 1)..] switch
    {
        "aws-semantic-similarity" or "aws-item-attribute-affinity" => [DatasetType.Items],
        "aws-next-best-action" => [DatasetType.Actions],
        _ => [],
    };
}
