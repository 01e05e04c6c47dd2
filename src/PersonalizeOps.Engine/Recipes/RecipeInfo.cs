namespace PersonalizeOps.Engine.Recipes;

/// <summary>What the API tells of a recipe.</summary>
/// <param name="Name">The name, the tail of its ARN.</param>
/// <param name="Type">The API's type, such as <c>USER_PERSONALIZATION</c>.</param>
/// <param name="AlgorithmName">The tail of the algorithm's ARN.</param>
/// <param name="FeatureTransformationName">The tail of the feature transformation's ARN.</param>
/// <param name="Description">One sentence on what it recommends.</param>
/// <param name="Domain">The domain of a use case; null for custom recipes.</param>
/// <param name="HyperParameters">Its hyperparameters.</param>
/// <param name="CanTrain">Whether this engine can train it.</param>
public sealed record RecipeInfo(
    string Name,
    string Type,
    string AlgorithmName,
    string FeatureTransformationName,
    string Description,
    string? Domain,
    IReadOnlyList<HyperParameterInfo> HyperParameters,
    bool CanTrain)
{
    /// <summary>What it asks for as the use case of a domain; null for custom recipes.</summary>
    public UseCase? UseCase { get; init; }
}
