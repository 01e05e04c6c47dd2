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
    private const string SemanticSimilarity = "aws-semantic-similarity";

    /// <summary>Gets the name of the recipe that trains: that of a use case's base, else its own.</summary>
    public required string BaseRecipe { get; init; }

    /// <summary>Gets the event type that a use case trains on; null for all.</summary>
    public string? EventType { get; init; }

    /// <summary>Gets the event type whose items a use case leaves out of a user's recommendations; null for none.</summary>
    public string? HiddenEventType { get; init; }

    /// <summary>Gets a value indicating whether requests must name an item.</summary>
    public required bool NeedsItem { get; init; }

    /// <summary>Gets a value indicating whether requests must name a user.</summary>
    public required bool NeedsUser { get; init; }

    /// <summary>Gets a value indicating whether a use case trains only where there is an Items dataset.</summary>
    public bool NeedsItemsDataset { get; init; }

    /// <summary>Gets a value indicating whether it trains only where there are interactions; the others need items.</summary>
    public bool NeedsInteractions => BaseRecipe != SemanticSimilarity;

    /// <summary>Gets a value indicating whether it finds users for items, which is what batch segment jobs are for.</summary>
    public bool FindsUsers => Type == "USER_SEGMENTATION";

    /// <summary>Gets a value indicating whether what a user does changes the user's recommendations without a training.</summary>
    public bool TakesEvents => Type is "USER_PERSONALIZATION" or "PERSONALIZED_RANKING" or "PERSONALIZED_ACTIONS";

    /// <summary>Gets a value indicating whether it ranks items that are given.</summary>
    public bool Ranks => Type == "PERSONALIZED_RANKING";

    /// <summary>Gets a value indicating whether it chooses actions for users.</summary>
    public bool ChoosesActions => Type == "PERSONALIZED_ACTIONS";

    /// <summary>Gets a value indicating whether it answers GetRecommendations.</summary>
    public bool Recommends => !Ranks && !ChoosesActions && !FindsUsers;

    /// <summary>Gets a value indicating whether results say why they are there.</summary>
    public bool GivesReasons => Name == "aws-user-personalization-v2";

    /// <summary>Gets a value indicating whether results may always carry metadata, which other recipes need a setting for.</summary>
    public bool AlwaysHasMetadata => Name.EndsWith("-v2", StringComparison.Ordinal);

    /// <summary>Gets a value indicating whether batch inference jobs may use it.</summary>
    public bool HasBatchInference => !FindsUsers && !ChoosesActions && BaseRecipe != "aws-trending-now";

    /// <summary>Gets a value indicating whether event types may have weights.</summary>
    public bool WeighsEvents => Name.EndsWith("-v2", StringComparison.Ordinal);

    /// <summary>Gets a value indicating whether it may recommend for a column of the items besides relevance.</summary>
    public bool HasObjective => Type is "USER_PERSONALIZATION" or "PERSONALIZED_RANKING";

    /// <summary>Gets a value indicating whether <c>performIncrementalUpdate</c> is its.</summary>
    public bool UpdatesIncrementally => Name == SemanticSimilarity;

    /// <summary>Gets a value indicating whether campaigns may rank by popularity and freshness too.</summary>
    public bool HasInfluence => BaseRecipe == SemanticSimilarity;

    /// <summary>Gets a value indicating whether it is a use case of a domain, which recommenders have, not a recipe of solutions.</summary>
    public bool IsUseCase => Domain is not null;
}
