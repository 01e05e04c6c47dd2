using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation StopRecommender.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<StopRecommenderResponse> StopRecommenderAsync(
        StopRecommenderRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        Change(session => Switch(
            session,
            Find(session, context, request.RecommenderArn, ResourceKind.Recommender),
            ResourceStatus.Active,
            ResourceStatus.StopPending,
            JobKind.StopRecommender));
        return Task.FromResult(new StopRecommenderResponse { RecommenderArn = request.RecommenderArn });
    }
}
