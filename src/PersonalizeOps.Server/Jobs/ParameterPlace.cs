namespace PersonalizeOps.Server.Jobs;

/// <summary>The members of the API that hold hyperparameters.</summary>
internal enum ParameterPlace
{
    /// <summary><c>algorithmHyperParameters</c>.</summary>
    Algorithm,

    /// <summary><c>featureTransformationParameters</c>.</summary>
    FeatureTransformation,

    /// <summary><c>itemExplorationConfig</c>.</summary>
    Exploration,
}
