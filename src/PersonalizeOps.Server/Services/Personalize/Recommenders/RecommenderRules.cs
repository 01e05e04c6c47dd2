using Amazon.Personalize.Model;
using PersonalizeOps.Server.Jobs;

namespace PersonalizeOps.Server.Services.Personalize;

/// <summary>What a recommender may ask for.</summary>
internal static class RecommenderRules
{
    private const int LeastRequestsPerSecond = 1;

    /// <summary>Finds the use case of a new recommender.</summary>
    /// <param name="recipeArn">Its ARN.</param>
    /// <returns>A use case that can be trained here.</returns>
    /// <exception cref="ServiceError">There is none, or the recipe is none of a domain.</exception>
    public static RecipeEntry FindRecipe(string recipeArn)
    {
        var recipe = RecipeBook.Find(PersonalizeArn.RecipeName(recipeArn)) ?? throw Errors.ResourceNotFound(recipeArn);
        if (!recipe.IsUseCase)
        {
            throw Errors.InvalidInput($"The recipe {recipe.Name} is no use case of a domain; create a solution with it.");
        }

        return recipe.CanTrain
            ? recipe
            : throw Errors.InvalidInput($"The recipe {recipe.Name} cannot be trained by this local server.");
    }

    /// <summary>Checks a configuration.</summary>
    /// <param name="recipe">The use case.</param>
    /// <param name="config">The configuration; null for none.</param>
    /// <exception cref="ServiceError">Something is not allowed.</exception>
    public static void Check(RecipeEntry recipe, RecommenderConfig? config)
    {
        if (RecipeBook.Problem(recipe.Name, ParameterPlace.Exploration, config?.ItemExplorationConfig) is { } problem)
        {
            throw Errors.InvalidInput(problem);
        }
    }

    /// <summary>Gives a configuration as it is kept: what is not given stays as it was, or has its default.</summary>
    /// <param name="config">The configuration given; null for none.</param>
    /// <param name="old">The configuration until now; null for a new recommender.</param>
    /// <returns>The configuration to store.</returns>
    public static RecommenderConfig AsStored(RecommenderConfig? config, RecommenderConfig? old) => new()
    {
        ItemExplorationConfig = config?.ItemExplorationConfig ?? old?.ItemExplorationConfig,
        MinRecommendationRequestsPerSecond =
            config?.MinRecommendationRequestsPerSecond ?? old?.MinRecommendationRequestsPerSecond ?? LeastRequestsPerSecond,
        TrainingDataConfig = config?.TrainingDataConfig ?? old?.TrainingDataConfig,
        EnableMetadataWithRecommendations = config?.EnableMetadataWithRecommendations ?? old?.EnableMetadataWithRecommendations ?? false,
    };
}
