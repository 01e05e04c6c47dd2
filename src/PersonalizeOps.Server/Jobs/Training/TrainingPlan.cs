using System.Globalization;
using Amazon.Personalize.Model;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>What a solution version or recommender is trained on and how.</summary>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="InteractionsArn">The dataset of interactions.</param>
/// <param name="ItemsArn">The dataset of items; null when the group has none.</param>
/// <param name="UsersArn">The dataset of users; null when the group has none.</param>
/// <param name="ActionsArn">The dataset of actions; null when the group has none.</param>
/// <param name="ActionInteractionsArn">The dataset of interactions with actions; null when the group has none.</param>
/// <param name="EventType">Only interactions of this type; null for all.</param>
/// <param name="MinimumValue">Only interactions whose value is at least this; null for all.</param>
/// <param name="HyperParameters">Hyperparameters by name.</param>
/// <param name="Seed">The seed of split and training.</param>
internal sealed record TrainingPlan(
    string Recipe,
    string InteractionsArn,
    string? ItemsArn,
    string? UsersArn,
    string? ActionsArn,
    string? ActionInteractionsArn,
    string? EventType,
    double? MinimumValue,
    IReadOnlyDictionary<string, string> HyperParameters,
    ulong Seed)
{
    /// <summary>Gets the position of the newest streamed event: later ones are not trained on.</summary>
    public long Position { get; init; }

    /// <summary>Gets when the training began.</summary>
    public DateTimeOffset Begun { get; init; }

    /// <summary>Makes the plan of a solution version.</summary>
    /// <param name="version">The solution version.</param>
    /// <param name="datasetArns">The datasets of its group.</param>
    /// <param name="seed">Its seed.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="JobFailedException">The group has no interactions dataset any more.</exception>
    public static TrainingPlan Of(SolutionVersion version, IEnumerable<string> datasetArns, ulong seed)
    {
        var config = version.SolutionConfig;
        return Of(RecipeBook.OfArn(version.RecipeArn), [.. datasetArns], seed) with
        {
            EventType = string.IsNullOrEmpty(version.EventType) ? null : version.EventType,
            MinimumValue =
                config?.EventValueThreshold is { Length: > 0 } threshold ? double.Parse(threshold, CultureInfo.InvariantCulture) : null,
            HyperParameters = Merge(config?.AlgorithmHyperParameters, config?.FeatureTransformationParameters),
        };
    }

    /// <summary>Makes the plan of a recommender.</summary>
    /// <param name="recommender">The recommender.</param>
    /// <param name="datasetArns">The datasets of its group.</param>
    /// <param name="seed">Its seed.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="JobFailedException">The group has no interactions dataset any more.</exception>
    public static TrainingPlan Of(Recommender recommender, IEnumerable<string> datasetArns, ulong seed) =>
        Of(RecipeBook.OfArn(recommender.RecipeArn), [.. datasetArns], seed);

    private static TrainingPlan Of(RecipeEntry recipe, List<string> datasetArns, ulong seed) => new(
        recipe.BaseRecipe,
        Find(datasetArns, "INTERACTIONS") ?? throw new JobFailedException("The dataset group has no interactions dataset."),
        Find(datasetArns, "ITEMS"),
        Find(datasetArns, "USERS"),
        Find(datasetArns, "ACTIONS"),
        Find(datasetArns, "ACTION_INTERACTIONS"),
        recipe.EventType,
        null,
        new Dictionary<string, string>(),
        seed);

    private static string? Find(List<string> arns, string type) => arns.Find(arn => arn.EndsWith($"/{type}", StringComparison.Ordinal));

    private static Dictionary<string, string> Merge(params Dictionary<string, string>?[] parameters) =>
        parameters.SelectMany(values => values ?? []).ToDictionary();
}
