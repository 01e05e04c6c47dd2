using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Jobs.Training;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation CreateRecommender.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<CreateRecommenderResponse> CreateRecommenderAsync(
        CreateRecommenderRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var recipe = RecommenderRules.FindRecipe(request.RecipeArn);
        RecommenderRules.Check(recipe, request.RecommenderConfig);
        var arn = PersonalizeArn.Make(context, $"recommender/{request.Name}");
        var recommender = new Recommender
        {
            Name = request.Name,
            RecommenderArn = arn,
            DatasetGroupArn = request.DatasetGroupArn,
            RecipeArn = request.RecipeArn,
            RecommenderConfig = RecommenderRules.AsStored(request.RecommenderConfig, null),
        };
        var resource = new NewResource<Recommender>(ResourceKind.Recommender, arn, request.Name, ResourceStatus.CreatePending, recommender);
        Change(session =>
        {
            var group = FindActive(session, context, request.DatasetGroupArn, ResourceKind.DatasetGroup);
            RequireDomain(group, recipe);
            TrainingColumnRules.Check(session, group, request.RecommenderConfig?.TrainingDataConfig);
            RequireData(session, group, recipe.NeedsItemsDataset ? ["INTERACTIONS", "ITEMS"] : ["INTERACTIONS"]);
            Insert(session, context, resource, request.Tags, request.DatasetGroupArn);
            var recommenders = new ResourceQuery(context.AccountId, context.Region, ResourceKind.Recommender);
            CheckNumber(session, recommenders, quotas.Recommenders);
            CheckNumber(session, recommenders with { Target = group.Arn }, quotas.RecommendersPerGroup);
            session.Models.Set(new ModelRow(arn, SolutionVersions.SeedOf(request.DatasetGroupArn), null, null));
            JobQueue.Enqueue(session, JobKind.CreateRecommender, arn);
        });
        return Task.FromResult(new CreateRecommenderResponse { RecommenderArn = arn });
    }

    private static void RequireDomain(ResourceRow group, RecipeEntry recipe)
    {
        var domain = ResourceDocument.Read<DatasetGroup>(group).Domain?.Value;
        if (domain != recipe.Domain)
        {
            throw Errors.InvalidInput(
                $"The recipe {recipe.Name} is a use case of the domain {recipe.Domain}; "
                + (domain is null ? $"{group.Arn} is no domain dataset group." : $"{group.Arn} is of the domain {domain}."));
        }
    }
}
