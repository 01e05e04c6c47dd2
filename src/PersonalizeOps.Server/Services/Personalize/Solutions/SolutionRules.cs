using System.Globalization;
using Amazon.Personalize.Model;
using PersonalizeOps.Server.Jobs;

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
        if (request.PerformAutoML == true)
        {
            throw Unsupported("performAutoML");
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

    /// <summary>Checks the rest of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="recipe">Its recipe.</param>
    /// <exception cref="ServiceError">Something is not allowed.</exception>
    public static void Check(CreateSolutionRequest request, RecipeEntry recipe)
    {
        if (request.PerformHPO == true)
        {
            throw Unsupported("performHPO");
        }

        if (request.PerformIncrementalUpdate == true)
        {
            throw Errors.InvalidInput($"The recipe {recipe.Name} does not support performIncrementalUpdate.");
        }

        if (request.SolutionConfig is { } config)
        {
            RefuseUnsupported(config);
            CheckThreshold(config.EventValueThreshold);
            CheckParameters(recipe, ParameterPlace.Algorithm, config.AlgorithmHyperParameters);
            CheckParameters(recipe, ParameterPlace.FeatureTransformation, config.FeatureTransformationParameters);
            CheckSchedule(config.AutoTrainingConfig, request.PerformAutoTraining ?? true);
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

        var digits = expression.AsSpan()["rate(".Length..expression.IndexOf(' ')];
        if (!int.TryParse(digits, CultureInfo.InvariantCulture, out var days) || days is < 1 or > LongestTrainingInterval)
        {
            throw Errors.InvalidInput($"The schedulingExpression {expression} must name 1 to {LongestTrainingInterval} days.");
        }
    }

    /// <summary>Gives a configuration as Personalize keeps it, with its own names of parameters.</summary>
    /// <param name="config">The configuration; null for none.</param>
    /// <returns>The configuration to store.</returns>
    public static SolutionConfig? AsStored(SolutionConfig? config)
    {
        if (config?.FeatureTransformationParameters is { } parameters)
        {
            config.FeatureTransformationParameters =
                parameters.ToDictionary(entry => StoredNames.GetValueOrDefault(entry.Key, entry.Key), entry => entry.Value);
        }

        return config;
    }

    private static void RefuseUnsupported(SolutionConfig config)
    {
        if (config.HpoConfig is not null)
        {
            throw Errors.InvalidInput("solutionConfig.hpoConfig needs performHPO, which is not supported by this local server.");
        }

        (string Name, object? Value)[] members =
        [
            ("autoMLConfig", config.AutoMLConfig),
            ("eventsConfig", config.EventsConfig),
            ("optimizationObjective", config.OptimizationObjective),
            ("trainingDataConfig", config.TrainingDataConfig),
        ];
        if (Array.Find(members, member => member.Value is not null) is { Name: { } name })
        {
            throw Unsupported($"solutionConfig.{name}");
        }
    }

    private static void CheckThreshold(string? threshold)
    {
        var isNumber = double.TryParse(threshold, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
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

    private static ServiceError Unsupported(string member) => Errors.InvalidInput($"{member} is not supported by this local server.");
}
