namespace PersonalizeOps.Engine.Recipes;

/// <summary>The recipes of the two domains: each trains as a custom recipe on the events its use case is about.</summary>
internal static class UseCaseRecipes
{
    private const string Popular = "aws-popularity-count";
    private const string Trending = "aws-trending-now";
    private const string Related = "aws-similar-items";
    private const string BoughtTogether = "aws-sims";
    private const string Personal = "aws-user-personalization";

    private static readonly (string Name, string Description, UseCase UseCase)[] Shop =
    [
        (
            "aws-ecomm-customers-who-viewed-x-also-viewed",
            "Recommends items that customers viewed who viewed the item; purchased items are left out.",
            new UseCase(Related, "View", true, true, false, "Purchase")),
        (
            "aws-ecomm-frequently-bought-together",
            "Recommends items that customers buy together with the item.",
            new UseCase(BoughtTogether, "Purchase", false, true, false, null)),
        (
            "aws-ecomm-popular-items-by-purchases",
            "Recommends the items that most customers purchased.",
            new UseCase(Popular, "Purchase", true, false, false, null)),
        (
            "aws-ecomm-popular-items-by-views",
            "Recommends the items that most customers viewed.",
            new UseCase(Popular, "View", true, false, false, null)),
        (
            "aws-ecomm-recommended-for-you",
            "Recommends items for a customer; purchased items are left out.",
            new UseCase(Personal, null, true, false, false, "Purchase")),
    ];

    private static readonly (string Name, string Description, UseCase UseCase)[] Video =
    [
        (
            "aws-vod-because-you-watched-x",
            "Recommends videos that users watched who watched the video; watched videos are left out.",
            new UseCase(Related, "Watch", true, true, false, "Watch")),
        (
            "aws-vod-more-like-x",
            "Recommends videos similar to the video; watched videos are left out.",
            new UseCase(Related, null, true, true, true, "Watch")),
        (
            "aws-vod-most-popular",
            "Recommends the videos that most users watched.",
            new UseCase(Popular, "Watch", true, false, false, null)),
        (
            "aws-vod-top-picks",
            "Recommends videos for a user; watched videos are left out.",
            new UseCase(Personal, null, true, false, true, "Watch")),
        (
            "aws-vod-trending-now",
            "Recommends the videos whose popularity grows fastest.",
            new UseCase(Trending, null, false, false, false, null)),
    ];

    /// <summary>Makes the recipes of both domains.</summary>
    /// <param name="custom">The custom recipes.</param>
    /// <returns>One recipe for each use case: type, algorithm and hyperparameters are those of its base.</returns>
    public static IEnumerable<RecipeInfo> Of(IReadOnlyList<RecipeInfo> custom) =>
        [.. Shop.Select(recipe => Of(custom, "ECOMMERCE", recipe)), .. Video.Select(recipe => Of(custom, "VIDEO_ON_DEMAND", recipe))];

    private static RecipeInfo Of(IReadOnlyList<RecipeInfo> custom, string domain, (string Name, string Description, UseCase UseCase) recipe) =>
        custom.Single(info => info.Name == recipe.UseCase.BaseRecipe) with
        {
            Name = recipe.Name,
            Description = recipe.Description,
            Domain = domain,
            UseCase = recipe.UseCase,
        };
}
