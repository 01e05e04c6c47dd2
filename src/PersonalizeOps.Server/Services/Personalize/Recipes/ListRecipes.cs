using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation ListRecipes: those that can be trained here.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<ListRecipesResponse> ListRecipesAsync(
        ListRecipesRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var seal = $"ListRecipes\n{request.RecipeProvider?.Value}\n{request.Domain?.Value}";
        var after = (int)PageToken.Read(seal, request.NextToken);
        var size = request.MaxResults ?? DefaultPageSize;
        var recipes = RecipeBook.Trainable.Where(recipe => request.Domain is null || recipe.Domain == request.Domain.Value).ToList();
        var next = after + size < recipes.Count ? PageToken.Write(seal, after + size) : null;
        return Task.FromResult(new ListRecipesResponse
        {
            Recipes = [.. recipes.Skip(after).Take(size).Select(Summary)],
            NextToken = next,
        });
    }

    private static RecipeSummary Summary(RecipeEntry entry)
    {
        var recipe = Describe(entry);
        return new RecipeSummary
        {
            Name = recipe.Name,
            RecipeArn = recipe.RecipeArn,
            Status = recipe.Status,
            Domain = entry.Domain,
            CreationDateTime = recipe.CreationDateTime,
            LastUpdatedDateTime = recipe.LastUpdatedDateTime,
        };
    }
}
