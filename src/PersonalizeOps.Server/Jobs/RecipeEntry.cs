namespace PersonalizeOps.Server.Jobs;

/// <summary>What services know of a recipe.</summary>
/// <param name="Name">The tail of its ARN.</param>
/// <param name="Type">Its type, such as <c>USER_PERSONALIZATION</c>.</param>
/// <param name="AlgorithmName">The tail of its algorithm's ARN.</param>
/// <param name="FeatureTransformationName">The tail of its feature transformation's ARN.</param>
/// <param name="Description">What it recommends.</param>
/// <param name="Domain">Its domain; null for custom recipes.</param>
/// <param name="CanTrain">Whether it can be trained here.</param>
internal sealed record RecipeEntry(
    string Name,
    string Type,
    string AlgorithmName,
    string FeatureTransformationName,
    string Description,
    string? Domain,
    bool CanTrain)
{
    /// <summary>Gets a value indicating whether recommendations are related to an item, not made for a user.</summary>
    public bool NeedsItem => Type == "RELATED_ITEMS";

    /// <summary>Gets a value indicating whether recommendations are made for a user.</summary>
    public bool NeedsUser => Type == "USER_PERSONALIZATION";
}
