using Amazon.Personalize;
using Amazon.Personalize.Model;

namespace PersonalizeOps.Server.Tests.Personalize;

public sealed class RecipeTests : SceneTest
{
    [Fact]
    public async Task Recipes_that_can_be_trained_are_listed_page_by_page()
    {
        var all = (await Client.ListRecipesAsync(new ListRecipesRequest { RecipeProvider = RecipeProvider.SERVICE }, Cancel)).Recipes;
        Assert.Contains(Scene.UserPersonalization, all.Select(recipe => recipe.RecipeArn));
        Assert.Contains(Scene.Popularity, all.Select(recipe => recipe.RecipeArn));
        Assert.All(all, recipe => Assert.Equal("ACTIVE", recipe.Status));
        var paged = new List<string>();
        await foreach (var recipe in Client.Paginators.ListRecipes(new ListRecipesRequest { MaxResults = 1 }).Recipes.WithCancellation(Cancel))
        {
            paged.Add(recipe.Name);
        }

        Assert.Equal(all.Select(recipe => recipe.Name), paged);
        Assert.Empty((await Client.ListRecipesAsync(new ListRecipesRequest { Domain = Domain.ECOMMERCE }, Cancel)).Recipes ?? []);
    }

    [Fact]
    public async Task A_recipe_is_described()
    {
        var recipe = (await Client.DescribeRecipeAsync(new DescribeRecipeRequest { RecipeArn = Scene.UserPersonalization }, Cancel)).Recipe;
        Assert.Equal(("aws-user-personalization", "USER_PERSONALIZATION", "ACTIVE"), (recipe.Name, recipe.RecipeType, recipe.Status));
        Assert.Equal("arn:aws:personalize:::algorithm/aws-user-personalization", recipe.AlgorithmArn);
    }

    [Theory]
    [InlineData("arn:aws:personalize:::recipe/aws-none")]
    [InlineData("arn:aws:personalize:::recipe/aws-item-affinity")]
    public async Task A_recipe_that_is_not_here_is_not_found(string arn) => await Assert.ThrowsAsync<ResourceNotFoundException>(
        () => Client.DescribeRecipeAsync(new DescribeRecipeRequest { RecipeArn = arn }, Cancel));

    [Fact]
    public async Task An_arn_of_another_kind_is_invalid_input() => await Assert.ThrowsAsync<InvalidInputException>(
        () => Client.DescribeRecipeAsync(new DescribeRecipeRequest { RecipeArn = Scene.Arn("campaign/a") }, Cancel));
}
