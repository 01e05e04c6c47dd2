using Amazon.Personalize;
using Amazon.Personalize.Model;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Connection;

/// <summary>Recipes.</summary>
internal sealed partial class PersonalizeApi
{
    public async Task<Records.Recipe> GetRecipeAsync(string arn, CancellationToken cancellationToken)
    {
        var recipe = (await CallAsync(Personalize.DescribeRecipeAsync, new DescribeRecipeRequest { RecipeArn = arn }, arn, cancellationToken)
            .ConfigureAwait(false)).Recipe;
        return new Records.Recipe
        {
            Name = recipe.Name,
            Arn = recipe.RecipeArn,
            RecipeType = recipe.RecipeType,
            Domain = DomainOf(recipe.Name),
            Description = recipe.Description,
            AlgorithmArn = recipe.AlgorithmArn,
            FeatureTransformationArn = recipe.FeatureTransformationArn,
            DefaultHyperParameter = await DefaultsAsync(recipe.AlgorithmArn, cancellationToken).ConfigureAwait(false),
            Status = recipe.Status,
            Created = Local(recipe.CreationDateTime),
            Updated = Local(recipe.LastUpdatedDateTime),
        };
    }

    /// <summary>All recipes, or the use cases of a domain.</summary>
    public Task<IReadOnlyList<ResourceSummary>> ListRecipesAsync(string? domain, CancellationToken cancellationToken) => ListAsync(
        Personalize.ListRecipesAsync,
        token => new ListRecipesRequest { Domain = domain is null ? null : Domain.FindValue(domain), NextToken = token },
        (ListRecipesResponse page) =>
            (page.Recipes?.Select(item => new ResourceSummary(item.RecipeArn, item.Name, item.Status, item.CreationDateTime)), page.NextToken),
        cancellationToken);

    /// <summary>What the algorithm says; some have nothing to say, and a server may not offer the operation.</summary>
    private async Task<IReadOnlyDictionary<string, string>> DefaultsAsync(string? algorithmArn, CancellationToken cancellationToken)
    {
        if (algorithmArn is null)
            return new Dictionary<string, string>();
        try
        {
            var request = new DescribeAlgorithmRequest { AlgorithmArn = algorithmArn };
            var algorithm = (await CallAsync(Personalize.DescribeAlgorithmAsync, request, algorithmArn, cancellationToken).ConfigureAwait(false)).Algorithm;
            return algorithm.DefaultHyperParameters ?? [];
        }
        catch (PersonalizeException error) when (error.ErrorCode == "ResourceNotFoundException" || IsNotOffered(error))
        {
            return new Dictionary<string, string>();
        }
    }

    private static string? DomainOf(string recipe) =>
        recipe.StartsWith("aws-vod-", StringComparison.Ordinal) ? "VIDEO_ON_DEMAND"
        : recipe.StartsWith("aws-ecomm-", StringComparison.Ordinal) ? "ECOMMERCE" : null;
}
