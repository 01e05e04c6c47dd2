namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>What has to be known of a campaign to answer for it.</summary>
/// <param name="Arn">The campaign.</param>
/// <param name="SolutionVersionArn">The solution version in service.</param>
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
    ForgottenScope? Forgets);
