using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation CreateSolution. Automatic training is stored as asked for; nothing trains by itself yet.</content>
internal sealed partial class PersonalizeService
{
    private const int SolutionQuota = 10;

    /// <inheritdoc/>
    public override Task<CreateSolutionResponse> CreateSolutionAsync(
        CreateSolutionRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var recipe = SolutionRules.FindRecipe(request);
        SolutionRules.Check(request, recipe);
        var arn = PersonalizeArn.Make(context, $"solution/{request.Name}");
        var solution = new Solution
        {
            Name = request.Name,
            SolutionArn = arn,
            PerformHPO = false,
            PerformAutoML = false,
            PerformAutoTraining = request.PerformAutoTraining ?? true,
            PerformIncrementalUpdate = false,
            RecipeArn = request.RecipeArn,
            DatasetGroupArn = request.DatasetGroupArn,
            EventType = request.EventType,
            SolutionConfig = SolutionRules.AsStored(request.SolutionConfig),
        };
        var resource = new NewResource<Solution>(ResourceKind.Solution, arn, request.Name, ResourceStatus.CreatePending, solution);
        Change(session =>
        {
            RequireCustomGroup(FindActive(session, context, request.DatasetGroupArn, ResourceKind.DatasetGroup), recipe);
            Insert(session, context, resource, request.Tags, request.DatasetGroupArn);
            var siblings = new ResourceQuery(context.AccountId, context.Region, ResourceKind.Solution, request.DatasetGroupArn);
            if (session.Resources.Count(siblings) > SolutionQuota)
            {
                throw Errors.LimitExceeded($"The dataset group has {SolutionQuota} solutions already. Please delete some and try again.");
            }

            JobQueue.Enqueue(session, JobKind.Activate, arn);
        });
        return Task.FromResult(new CreateSolutionResponse { SolutionArn = arn });
    }

    private static void RequireCustomGroup(ResourceRow group, RecipeEntry recipe)
    {
        if (recipe.Type == "PERSONALIZED_ACTIONS" && ResourceDocument.Read<DatasetGroup>(group).Domain is { } domain)
        {
            throw Errors.InvalidInput(
                $"The recipe {recipe.Name} needs a custom dataset group; {group.Arn} is of the domain {domain.Value}.");
        }
    }
}
