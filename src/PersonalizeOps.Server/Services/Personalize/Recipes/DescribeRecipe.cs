using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DescribeRecipe.</content>
internal sealed partial class PersonalizeService
{
    // Recipes have no history here; this is the date that the guide's examples show.
    private static readonly DateTime RecipeDate = new(2019, 6, 10, 0, 0, 0, DateTimeKind.Utc);

    /// <inheritdoc/>
    public override Task<DescribeRecipeResponse> DescribeRecipeAsync(
        DescribeRecipeRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var recipe = RecipeBook.Find(PersonalizeArn.RecipeName(request.RecipeArn));
        return recipe is { CanTrain: true }
            ? Task.FromResult(new DescribeRecipeResponse { Recipe = Describe(recipe) })
            : throw Errors.ResourceNotFound(request.RecipeArn);
    }

    private static Recipe Describe(RecipeEntry recipe) => new()
    {
        Name = recipe.Name,
        RecipeArn = PersonalizeArn.OfRecipe(recipe.Name),
        AlgorithmArn = $"arn:aws:personalize:::algorithm/{recipe.AlgorithmName}",
        FeatureTransformationArn = $"arn:aws:personalize:::feature-transformation/{recipe.FeatureTransformationName}",
        Status = ResourceStatus.Active,
        Description = recipe.Description,
        RecipeType = recipe.Type,
        CreationDateTime = RecipeDate,
        LastUpdatedDateTime = RecipeDate,
    };
}
