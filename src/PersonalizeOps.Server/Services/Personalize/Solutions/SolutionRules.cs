using System.Globalization;
using Amazon.Personalize;
using Amazon.Personalize.Model;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Jobs.Training;

namespace PersonalizeOps.Server.Services.Personalize;

/// <summary>What a solution may ask for. What the local server cannot do is refused, never ignored.</summary>
internal static class SolutionRules
{
    private const int LongestTrainingInterval = 30;

    // Personalize renames these parameters on the way in, so Describe shows other names than Create was given.
    private static readonly Dictionary<string, string> StoredNames = new()
    {
        ["min_user_history_length_percentile"] = "min_hist_length_percentile",
        ["max_user_history_length_percentile"] = "max_hist_length_percentile",
    };

    /// <summary>Finds the recipe of a new solution.</summary>
    /// <param name="request">The request.</param>
    /// <returns>A recipe that can be trained here.</returns>
    /// <exception cref="ServiceError">There is none, or it cannot be trained here.</exception>
    public static RecipeEntry FindRecipe(CreateSolutionRequest request)
    {
        if (request.PerformAutoML == true || request.SolutionConfig?.AutoMLConfig is not null)
        {
            throw Errors.InvalidInput(
                "performAutoML is not supported by this local server: it chose among recipes that can no longer be created. Give a recipeArn.");
        }

        if (request.RecipeArn is null)
        {
            throw Errors.InvalidInput("recipeArn is required when performAutoML is false.");
        }

        var recipe = RecipeBook.Find(PersonalizeArn.RecipeName(request.RecipeArn)) ?? throw Errors.ResourceNotFound(request.RecipeArn);
        if (recipe.IsUseCase)
        {
            throw Errors.InvalidInput($"The recipe {recipe.Name} is a use case of the domain {recipe.Domain}; create a recommender with it.");
        }

        return recipe.CanTrain
            ? recipe
            : throw Errors.InvalidInput(
                $"The recipe {recipe.Name} cannot be trained by this local server. "
                + $"It has {string.Join(", ", RecipeBook.Trainable.Where(entry => !entry.IsUseCase).Select(entry => entry.Name))}.");
    }

    /// <summary>Checks the rest of a request, but for what depends on the dataset group.</summary>
    /// <param name="request">The request.</param>
    /// <param name="recipe">Its recipe.</param>
    /// <exception cref="ServiceError">Something is not allowed.</exception>
    public static void Check(CreateSolutionRequest request, RecipeEntry recipe)
    {
        CheckIncrementalUpdate(request.PerformIncrementalUpdate, recipe);
        CheckSearch(request, recipe);

        if (request.SolutionConfig is not { } config)
        {
            return;
        }

        CheckThreshold(config.EventValueThreshold);
        CheckParameters(recipe, ParameterPlace.Algorithm, config.AlgorithmHyperParameters);
        CheckParameters(recipe, ParameterPlace.FeatureTransformation, config.FeatureTransformationParameters);
        CheckSchedule(config.AutoTrainingConfig, request.PerformAutoTraining ?? true);
        CheckEvents(config.EventsConfig, recipe);
        CheckEventChoice(config.EventsConfig, request.EventType, config.EventValueThreshold);
        CheckObjective(config.OptimizationObjective, recipe);
    }

    /// <summary>Refuses incremental updates for recipes that have none.</summary>
    /// <param name="isOn">What was asked for.</param>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="ServiceError">The recipe has none.</exception>
    public static void CheckIncrementalUpdate(bool? isOn, RecipeEntry recipe)
    {
        if (isOn == true && !recipe.UpdatesIncrementally)
        {
            throw Errors.InvalidInput($"The recipe {recipe.Name} does not support performIncrementalUpdate.");
        }
    }

    /// <summary>Checks the schedule of automatic training.</summary>
    /// <param name="schedule">The schedule; null for none.</param>
    /// <param name="isOn">Whether automatic training is on.</param>
    /// <exception cref="ServiceError">It is not on, or the interval is out of range.</exception>
    public static void CheckSchedule(AutoTrainingConfig? schedule, bool isOn)
    {
        if (schedule?.SchedulingExpression is not { } expression)
        {
            return;
        }

        if (!isOn)
        {
            throw Errors.InvalidInput("autoTrainingConfig needs performAutoTraining to be true.");
        }

        if (SchedulingExpression.Days(expression) is < 1 or > LongestTrainingInterval)
        {
            throw Errors.InvalidInput($"The schedulingExpression {expression} must name 1 to {LongestTrainingInterval} days.");
        }
    }

    /// <summary>Checks the weights of event types.</summary>
    /// <param name="events">The weights; null for none.</param>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="ServiceError">The recipe has none, or they make no sense.</exception>
    public static void CheckEvents(EventsConfig? events, RecipeEntry recipe)
    {
        if (events is null)
        {
            return;
        }

        if (!recipe.WeighsEvents)
        {
            throw Errors.InvalidInput($"The recipe {recipe.Name} does not support eventsConfig.");
        }

        var list = events.EventParametersList ?? [];
        if (list.Count == 0 || list.Exists(parameters => string.IsNullOrEmpty(parameters.EventType)))
        {
            throw Errors.InvalidInput("eventsConfig needs an eventParametersList whose entries each name an eventType.");
        }

        if (list.GroupBy(parameters => parameters.EventType).FirstOrDefault(types => types.Count() > 1) is { } twice)
        {
            throw Errors.InvalidInput($"The eventType {twice.Key} is given more than once in eventsConfig.");
        }

        if (list.Find(parameters => parameters.EventValueThreshold is { } threshold && !double.IsFinite(threshold)) is { } bad)
        {
            throw Errors.InvalidInput($"The eventValueThreshold of {bad.EventType} in eventsConfig is not a number.");
        }

        if (list.TrueForAll(parameters => parameters.Weight == 0))
        {
            throw Errors.InvalidInput("At least one weight in eventsConfig must be greater than 0.");
        }
    }

    /// <summary>Refuses weights of event types beside the choice of one type or of values.</summary>
    /// <param name="events">The weights; null for none.</param>
    /// <param name="eventType">The type; null for all.</param>
    /// <param name="threshold">The least value; null for none.</param>
    /// <exception cref="ServiceError">Both are given.</exception>
    public static void CheckEventChoice(EventsConfig? events, string? eventType, string? threshold)
    {
        if (events is not null && (eventType is not null || threshold is not null))
        {
            throw Errors.InvalidInput("eventsConfig takes the place of eventType and eventValueThreshold; a solution has one or the other.");
        }
    }

    /// <summary>Gives a configuration as Personalize keeps it, with its own names of parameters.</summary>
    /// <param name="config">The configuration; null for none.</param>
    /// <returns>The configuration to store.</returns>
    public static SolutionConfig? AsStored(SolutionConfig? config)
    {
        var ranges = config?.HpoConfig?.AlgorithmHyperParameterRanges;
        ranges?.IntegerHyperParameterRanges?.ForEach(range => range.Name = Prefixed(range.Name));
        ranges?.ContinuousHyperParameterRanges?.ForEach(range => range.Name = Prefixed(range.Name));
        ranges?.CategoricalHyperParameterRanges?.ForEach(range => range.Name = Prefixed(range.Name));
        if (config?.FeatureTransformationParameters is { } parameters)
        {
            config.FeatureTransformationParameters =
                parameters.ToDictionary(entry => StoredNames.GetValueOrDefault(entry.Key, entry.Key), entry => entry.Value);
        }

        return config;
    }

    private static string Prefixed(string name) =>
        name.Contains('.', StringComparison.Ordinal) ? name : $"{(name == "recency_mask" ? "data" : "training")}.{name}";

    private static void CheckSearch(CreateSolutionRequest request, RecipeEntry recipe)
    {
        var config = request.SolutionConfig?.HpoConfig;
        if (request.PerformHPO != true)
        {
            if (config is not null)
            {
                throw Errors.InvalidInput("solutionConfig.hpoConfig needs performHPO to be true.");
            }

            return;
        }

        if (config?.HpoObjective is not null)
        {
            throw Errors.InvalidInput("The hpoObjective cannot be chosen; leave it out.");
        }

        if (SearchPlan.Problem(recipe, config) is { } problem)
        {
            throw Errors.InvalidInput(problem);
        }
    }

    private static void CheckObjective(OptimizationObjective? objective, RecipeEntry recipe)
    {
        if (objective is null)
        {
            return;
        }

        if (!recipe.HasObjective)
        {
            throw Errors.InvalidInput($"The recipe {recipe.Name} does not support optimizationObjective.");
        }

        if (objective.ItemAttribute is null && objective.ObjectiveSensitivity != ObjectiveSensitivity.OFF)
        {
            throw Errors.InvalidInput("optimizationObjective needs an itemAttribute: a column of the Items dataset that holds numbers.");
        }
    }

    private static void CheckThreshold(string? threshold)
    {
        var isNumber = double.TryParse(threshold, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
        if (!string.IsNullOrEmpty(threshold) && !isNumber)
        {
            throw Errors.InvalidInput($"The eventValueThreshold '{threshold}' is not a number.");
        }
    }

    private static void CheckParameters(RecipeEntry recipe, ParameterPlace place, Dictionary<string, string>? values)
    {
        if (RecipeBook.Problem(recipe.Name, place, values) is { } problem)
        {
            throw Errors.InvalidInput(problem);
        }
    }
}
