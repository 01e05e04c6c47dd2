using System.Globalization;
using Amazon.Personalize.Model;
using PersonalizeOps.Engine.Recipes;
using PersonalizeOps.Server.Storage;
using OptimizationObjective = PersonalizeOps.Engine.Recipes.OptimizationObjective;
using Sensitivity = PersonalizeOps.Engine.Recipes.ObjectiveSensitivity;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>What a solution version or recommender is trained on and how.</summary>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="Datasets">The datasets of its group.</param>
/// <param name="Options">Hyperparameters, seed, weights of events, objective.</param>
/// <param name="Columns">The columns that are used.</param>
/// <param name="EventType">Only interactions of this type; null for all.</param>
/// <param name="MinimumValue">Only interactions whose value is at least this; null for all.</param>
internal sealed record TrainingPlan(
    string Recipe,
    GroupDatasets Datasets,
    TrainingOptions Options,
    TrainingColumns Columns,
    string? EventType,
    double? MinimumValue)
{
    /// <summary>Gets the position of the newest streamed event: later ones are not trained on.</summary>
    public long Position { get; init; }

    /// <summary>Gets the search that chooses hyperparameters first; null for none.</summary>
    public SearchPlan? Search { get; init; }

    /// <summary>Gets the model that new data is taken into, instead of training another; null to train.</summary>
    public ModelRow? Previous { get; init; }

    /// <summary>Gets when the training began.</summary>
    public DateTimeOffset Begun { get; init; }

    /// <summary>Makes the plan of a solution version.</summary>
    /// <param name="version">The solution version.</param>
    /// <param name="datasets">The datasets of its group.</param>
    /// <param name="seed">Its seed.</param>
    /// <returns>The plan.</returns>
    public static TrainingPlan Of(SolutionVersion version, GroupDatasets datasets, ulong seed)
    {
        var config = version.SolutionConfig;
        var options = new TrainingOptions
        {
            HyperParameters = Merge(config?.AlgorithmHyperParameters, config?.FeatureTransformationParameters),
            Seed = seed,
            EventWeights = [.. (config?.EventsConfig?.EventParametersList ?? []).Select(Weight)],
            Objective = Objective(config?.OptimizationObjective),
        };
        return new TrainingPlan(
            RecipeBook.OfArn(version.RecipeArn).BaseRecipe,
            datasets,
            options,
            new TrainingColumns(config?.TrainingDataConfig),
            string.IsNullOrEmpty(version.EventType) ? null : version.EventType,
            config?.EventValueThreshold is { Length: > 0 } threshold ? double.Parse(threshold, CultureInfo.InvariantCulture) : null)
        {
            Search = version.PerformHPO == true ? SearchPlan.Of(RecipeBook.OfArn(version.RecipeArn), config?.HpoConfig) : null,
        };
    }

    /// <summary>Makes the plan of a recommender.</summary>
    /// <param name="recommender">The recommender.</param>
    /// <param name="datasets">The datasets of its group.</param>
    /// <param name="seed">Its seed.</param>
    /// <returns>The plan.</returns>
    public static TrainingPlan Of(Recommender recommender, GroupDatasets datasets, ulong seed)
    {
        var recipe = RecipeBook.OfArn(recommender.RecipeArn);
        return new TrainingPlan(
            recipe.BaseRecipe,
            datasets,
            new TrainingOptions { Seed = seed },
            new TrainingColumns(recommender.RecommenderConfig?.TrainingDataConfig),
            recipe.EventType,
            null);
    }

    private static EventWeight Weight(EventParameters parameters) =>
        new(parameters.EventType, parameters.EventValueThreshold, parameters.Weight ?? 1);

    private static OptimizationObjective? Objective(Amazon.Personalize.Model.OptimizationObjective? objective) =>
        objective is null || objective.ObjectiveSensitivity == Amazon.Personalize.ObjectiveSensitivity.OFF
            ? null
            : new OptimizationObjective(objective.ItemAttribute, SensitivityOf(objective.ObjectiveSensitivity));

    private static Sensitivity SensitivityOf(Amazon.Personalize.ObjectiveSensitivity? sensitivity) => sensitivity?.Value switch
    {
        "LOW" => Sensitivity.Low,
        "HIGH" => Sensitivity.High,
        _ => Sensitivity.Medium,
    };

    private static Dictionary<string, string> Merge(params Dictionary<string, string>?[] parameters) =>
        parameters.SelectMany(values => values ?? []).ToDictionary();
}
