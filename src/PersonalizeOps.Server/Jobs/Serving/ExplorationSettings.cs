using System.Globalization;

namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>How much a campaign or recommender explores, where that can be set.</summary>
/// <param name="Weight">0 for not at all, 1 for most.</param>
/// <param name="AgeCutOffDays">The greatest age of explored items in days.</param>
internal sealed record ExplorationSettings(double Weight, double AgeCutOffDays)
{
    /// <summary>The age cut-off where none is set.</summary>
    public const double DefaultAgeCutOffDays = 30;

    private const double DefaultWeight = 0.3;

    /// <summary>Reads the settings.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="config">The <c>itemExplorationConfig</c>; null for the defaults.</param>
    /// <returns>The settings; null where the recipe decides by itself.</returns>
    public static ExplorationSettings? Of(RecipeEntry recipe, IReadOnlyDictionary<string, string>? config) =>
        recipe.BaseRecipe == "aws-user-personalization"
            ? new ExplorationSettings(
                Number(config, "explorationWeight", DefaultWeight),
                Number(config, "explorationItemAgeCutOff", DefaultAgeCutOffDays))
            : null;

    private static double Number(IReadOnlyDictionary<string, string>? config, string name, double otherwise) =>
        config?.GetValueOrDefault(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
