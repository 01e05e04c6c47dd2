using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation UpdateRecommender.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<UpdateRecommenderResponse> UpdateRecommenderAsync(
        UpdateRecommenderRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        Change(session =>
        {
            var row = FindActive(session, context, request.RecommenderArn, ResourceKind.Recommender);
            RequireNoRecommenderUpdate(row);
            var recommender = ResourceDocument.Read<Recommender>(row);
            RecommenderRules.Check(RecipeBook.OfArn(recommender.RecipeArn), request.RecommenderConfig);
            var group = Find(session, context, recommender.DatasetGroupArn, ResourceKind.DatasetGroup);
            TrainingColumnRules.Check(session, group, request.RecommenderConfig.TrainingDataConfig);
            BeginRecommenderUpdate(session, row, RecommenderRules.AsStored(request.RecommenderConfig, recommender.RecommenderConfig));
        });
        return Task.FromResult(new UpdateRecommenderResponse { RecommenderArn = request.RecommenderArn });
    }

    private static void RequireNoRecommenderUpdate(ResourceRow row)
    {
        if (ResourceDocument.Read<Recommender>(row).LatestRecommenderUpdate is { } update && ResourceStatus.InMotion(update.Status))
        {
            throw Errors.ResourceInUse($"{row.Arn} is being updated.");
        }
    }

    private void BeginRecommenderUpdate(StateSession session, ResourceRow row, RecommenderConfig config)
    {
        var now = time.GetUtcNow();
        var update = new RecommenderUpdateSummary
        {
            RecommenderConfig = config,
            Status = ResourceStatus.CreatePending,
            CreationDateTime = now.UtcDateTime,
            LastUpdatedDateTime = now.UtcDateTime,
        };
        session.Resources.Update(row.With<Recommender>(recommender => recommender.LatestRecommenderUpdate = update) with { Updated = now });
        JobQueue.Enqueue(session, JobKind.UpdateRecommender, row.Arn);
    }
}
