namespace PersonalizeOps.Engine.Recipes;

/// <summary>What a use case of a domain asks of data and requests, beside the recipe it trains with.</summary>
/// <remarks>Source: Personalize developer guide, "VIDEO_ON_DEMAND use cases" and "ECOMMERCE use cases".</remarks>
/// <param name="BaseRecipe">The name of the custom recipe that it trains.</param>
/// <param name="EventType">It trains on interactions of this type; null for all.</param>
/// <param name="NeedsUser">Whether requests must name a user.</param>
/// <param name="NeedsItem">Whether requests must name an item.</param>
/// <param name="NeedsItemsDataset">Whether it trains only where there is an Items dataset.</param>
/// <param name="HiddenEventType">Items with which the user has had interactions of this type are left out by themselves; null for none.</param>
public sealed record UseCase(
    string BaseRecipe,
    string? EventType,
    bool NeedsUser,
    bool NeedsItem,
    bool NeedsItemsDataset,
    string? HiddenEventType);
