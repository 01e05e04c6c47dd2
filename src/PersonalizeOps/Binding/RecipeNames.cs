namespace PersonalizeOps.Binding;

/// <summary>The recipes that are known without asking the service.</summary>
internal static class RecipeNames
{
    // Recipes of domains and those that AWS no longer recommends: known, but not offered.
    private static readonly string[] Others =
    [
        "aws-hrnn", "aws-hrnn-coldstart", "aws-hrnn-metadata",
        "aws-vod-because-you-watched-x", "aws-vod-more-like-x", "aws-vod-most-popular", "aws-vod-top-picks", "aws-vod-trending-now",
        "aws-ecomm-customers-who-viewed-x-also-viewed", "aws-ecomm-frequently-bought-together", "aws-ecomm-popular-items-by-purchases",
        "aws-ecomm-popular-items-by-views", "aws-ecomm-recommended-for-you",
    ];

    /// <summary>The recipes that solutions are made of.</summary>
    public static string[] OfSolutions { get; } =
    [
        "aws-user-personalization", "aws-user-personalization-v2", "aws-popularity-count", "aws-trending-now", "aws-similar-items", "aws-sims",
        "aws-semantic-similarity", "aws-personalized-ranking", "aws-personalized-ranking-v2", "aws-next-best-action", "aws-item-affinity",
        "aws-item-attribute-affinity",
    ];

    /// <summary>What to warn of about a recipe that may be misspelt or newer than this list; null for one that is known.</summary>
    /// <param name="recipe">Its name.</param>
    /// <param name="consequence">What is done about it.</param>
    public static string? WarningAbout(string recipe, string consequence) => OfSolutions.Contains(recipe) || Others.Contains(recipe)
        ? null
        : $"The module knows no recipe {recipe}: {consequence}. Get-PersonalizeRecipe lists what there is.";
}
