namespace PersonalizeOps.Engine.Recipes;

/// <summary>Where the API takes a hyperparameter.</summary>
public enum HyperParameterPlace
{
    /// <summary><c>algorithmHyperParameters</c> of a solution.</summary>
    Algorithm,

    /// <summary><c>featureTransformationParameters</c> of a solution.</summary>
    FeatureTransformation,

    /// <summary><c>itemExplorationConfig</c> of a campaign or batch job.</summary>
    Exploration,
}
