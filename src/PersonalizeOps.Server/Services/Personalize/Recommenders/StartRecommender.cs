using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation StartRecommender.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<StartRecommenderResponse> StartRecommenderAsync(
        StartRecommenderRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        Change(session => Switch(
            session,
            Find(session, context, request.RecommenderArn, ResourceKind.Recommender),
            ResourceStatus.Inactive,
            ResourceStatus.StartPending,
            JobKind.StartRecommender));
        return Task.FromResult(new StartRecommenderResponse { RecommenderArn = request.RecommenderArn });
    }

    /// <summary>Begins to start or stop a recommender.</summary>
    private void Switch(StateSession session, ResourceRow row, string from, string to, string job)
    {
        if (ResourceStatus.InMotion(row.Status))
        {
            throw Errors.ResourceInUse($"{row.Arn} is in {row.Status} state.");
        }

        if (row.Status != from)
        {
            throw Errors.InvalidInput($"{row.Arn} is in {row.Status} state; it must be {from}.");
        }

        RequireNoRecommenderUpdate(row);
        session.Resources.Update(row with { Status = to, Updated = time.GetUtcNow() });
        JobQueue.Enqueue(session, job, row.Arn);
    }
}
