using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DeleteRecommender.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DeleteRecommenderResponse> DeleteRecommenderAsync(
        DeleteRecommenderRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        Change(session =>
        {
            var row = Find(session, context, request.RecommenderArn, ResourceKind.Recommender);
            RequireNoRecommenderUpdate(row);
            BeginDelete(session, row);
        });
        return Task.FromResult(new DeleteRecommenderResponse());
    }
}
