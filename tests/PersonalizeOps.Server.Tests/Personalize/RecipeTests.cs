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
    }

    [Fact]
    public async Task A_domain_lists_its_use_cases()
    {
        var shop = (await Client.ListRecipesAsync(new ListRecipesRequest { Domain = Domain.ECOMMERCE }, Cancel)).Recipes;
        Assert.All(shop, recipe => Assert.StartsWith("aws-ecomm-", recipe.Name));
        Assert.All(shop, recipe => Assert.Equal(Domain.ECOMMERCE, recipe.Domain));
        Assert.Contains("aws-ecomm-popular-items-by-views", shop.Select(recipe => recipe.Name));
        var video = (await Client.ListRecipesAsync(new ListRecipesRequest { Domain = Domain.VIDEO_ON_DEMAND }, Cancel)).Recipes;
        Assert.All(video, recipe => Assert.StartsWith("aws-vod-", recipe.Name));
        Assert.Contains("aws-vod-top-picks", video.Select(recipe => recipe.Name));
    }

    [Fact]
    public async Task A_use_case_is_described_as_the_recipe_it_trains_with()
    {
        var request = new DescribeRecipeRequest { RecipeArn = "arn:aws:personalize:::recipe/aws-vod-top-picks" };
        var recipe = (await Client.DescribeRecipeAsync(request, Cancel)).Recipe;
        Assert.Equal(("aws-vod-top-picks", "USER_PERSONALIZATION"), (recipe.Name, recipe.RecipeType));
        Assert.Equal("arn:aws:personalize:::algorithm/aws-user-personalization", recipe.AlgorithmArn);
    }

    [Fact]
    public async Task A_recipe_is_described()
    {
        var recipe = (await Client.DescribeRecipeAsync(new DescribeRecipeRequest { RecipeArn = Scene.UserPersonalization }, Cancel)).Recipe;
        Assert.Equal(("aws-user-personalization", "USER_PERSONALIZATION", "ACTIVE"), (recipe.Name, recipe.RecipeType, recipe.Status));
        Assert.Equal("arn:aws:personalize:::algorithm/aws-user-personalization", recipe.AlgorithmArn);
    }

    [Fact]
    public async Task An_algorithm_is_described_with_its_hyperparameters()
    {
        var request = new DescribeAlgorithmRequest { AlgorithmArn = "arn:aws:personalize:::algorithm/aws-user-personalization" };
        var algorithm = (await Client.DescribeAlgorithmAsync(request, Cancel)).Algorithm;
        Assert.Equal(("aws-user-personalization", "149", "True"), (algorithm.Name, algorithm.DefaultHyperParameters["hidden_dimension"], algorithm.DefaultHyperParameters["recency_mask"]));
        var range = Assert.Single(algorithm.DefaultHyperParameterRanges.IntegerHyperParameterRanges, range => range.Name == "bptt");
        Assert.Equal((2, 32, true), (range.MinValue, range.MaxValue, range.IsTunable));
        Assert.Equal(["True", "False"], algorithm.DefaultHyperParameterRanges.CategoricalHyperParameterRanges.Single().Values);
        await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => Client.DescribeAlgorithmAsync(new DescribeAlgorithmRequest { AlgorithmArn = "arn:aws:personalize:::algorithm/none" }, Cancel));
        await Assert.ThrowsAsync<InvalidInputException>(
            () => Client.DescribeAlgorithmAsync(new DescribeAlgorithmRequest { AlgorithmArn = Scene.Popularity }, Cancel));
    }

    [Fact]
    public async Task A_feature_transformation_is_described_with_its_parameters()
    {
        var request = new DescribeFeatureTransformationRequest { FeatureTransformationArn = "arn:aws:personalize:::feature-transformation/sims" };
        var transformation = (await Client.DescribeFeatureTransformationAsync(request, Cancel)).FeatureTransformation;
        Assert.Equal(("sims", "ACTIVE", "0.9"), (transformation.Name, transformation.Status, transformation.DefaultParameters["max_item_interaction_count_percentile"]));
        request.FeatureTransformationArn = "arn:aws:personalize:::feature-transformation/none";
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Client.DescribeFeatureTransformationAsync(request, Cancel));
        request.FeatureTransformationArn = "arn:aws:personalize:::recipe/sims";
        await Assert.ThrowsAsync<InvalidInputException>(() => Client.DescribeFeatureTransformationAsync(request, Cancel));
    }

    [Fact]
    public async Task Every_recipe_s_algorithm_and_transformation_can_be_described()
    {
        foreach (var summary in (await Client.ListRecipesAsync(new ListRecipesRequest(), Cancel)).Recipes)
        {
            var recipe = (await Client.DescribeRecipeAsync(new DescribeRecipeRequest { RecipeArn = summary.RecipeArn }, Cancel)).Recipe;
            await Client.DescribeAlgorithmAsync(new DescribeAlgorithmRequest { AlgorithmArn = recipe.AlgorithmArn }, Cancel);
            var transformation = new DescribeFeatureTransformationRequest { FeatureTransformationArn = recipe.FeatureTransformationArn };
            await Client.DescribeFeatureTransformationAsync(transformation, Cancel);
        }
    }

    [Theory]
    [InlineData("arn:aws:personalize:::recipe/aws-none")]
    [InlineData("arn:aws:personalize:::recipe/aws-hrnn")]
    public async Task A_recipe_that_is_not_here_is_not_found(string arn) => await Assert.ThrowsAsync<ResourceNotFoundException>(
        () => Client.DescribeRecipeAsync(new DescribeRecipeRequest { RecipeArn = arn }, Cancel));

    [Fact]
    public async Task An_arn_of_another_kind_is_invalid_input() => await Assert.ThrowsAsync<InvalidInputException>(
        () => Client.DescribeRecipeAsync(new DescribeRecipeRequest { RecipeArn = Scene.Arn("campaign/a") }, Cancel));
}
