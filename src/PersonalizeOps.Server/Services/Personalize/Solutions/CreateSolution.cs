using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation CreateSolution.</content>
internal sealed partial class PersonalizeService
{
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
            PerformHPO = request.PerformHPO ?? false,
            PerformAutoML = false,
            PerformAutoTraining = request.PerformAutoTraining ?? true,
            PerformIncrementalUpdate = request.PerformIncrementalUpdate ?? recipe.UpdatesIncrementally,
            RecipeArn = request.RecipeArn,
            DatasetGroupArn = request.DatasetGroupArn,
            EventType = request.EventType,
            SolutionConfig = SolutionRules.AsStored(request.SolutionConfig),
        };
        var resource = new NewResource<Solution>(ResourceKind.Solution, arn, request.Name, ResourceStatus.CreatePending, solution);
        Change(session =>
        {
            var group = FindActive(session, context, request.DatasetGroupArn, ResourceKind.DatasetGroup);
            RequireCustomGroup(group, recipe);
            TrainingColumnRules.Check(session, group, request.SolutionConfig?.TrainingDataConfig);
            TrainingColumnRules.Check(session, group, request.SolutionConfig?.OptimizationObjective);
            Insert(session, context, resource, request.Tags, request.DatasetGroupArn);
            var siblings = new ResourceQuery(context.AccountId, context.Region, ResourceKind.Solution, request.DatasetGroupArn);
            CheckNumber(session, siblings, quotas.SolutionsPerGroup);
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
