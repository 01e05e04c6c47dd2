namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>What has to be known of a campaign or recommender to answer for it.</summary>
/// <param name="Arn">The campaign or recommender.</param>
/// <param name="SolutionVersionArn">The solution version in service; of a recommender, which has its own model, itself.</param>
/// <param name="Recipe">Its recipe.</param>
/// <param name="HasMetadata">Whether recommendations may carry item metadata.</param>
/// <param name="ItemsArn">The dataset of items; null when the group has none.</param>
/// <param name="ContextFields">The fields of the interactions schema, which may come as context.</param>
/// <param name="Recent">Which events change its recommendations at once; null where the recipe takes none.</param>
/// <param name="Forgets">Whom its model must not know any more; null for nobody.</param>
internal sealed record ServedCampaign(
    string Arn,
    string SolutionVersionArn,
    RecipeEntry Recipe,
    bool HasMetadata,
    string? ItemsArn,
    IReadOnlySet<string> ContextFields,
    RecentScope? Recent,
    ForgottenScope? Forgets)
{
    /// <summary>Gets the dataset group.</summary>
    public required string DatasetGroupArn { get; init; }

    /// <summary>Gets how much it explores; null where its recipe decides by itself.</summary>
    public ExplorationSettings? Exploration { get; init; }

    /// <summary>Gets what ranks its items besides similarity, by the API's names; null for nothing.</summary>
    public IReadOnlyDictionary<string, double>? Influence { get; init; }
}
