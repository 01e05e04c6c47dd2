using Amazon.PersonalizeRuntime.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs.Serving;

namespace PersonalizeOps.Server.Services.PersonalizeRuntime;

/// <content>The operation GetPersonalizedRanking.</content>
internal sealed partial class PersonalizeRuntimeService
{
    /// <inheritdoc/>
    public override Task<GetPersonalizedRankingResponse> GetPersonalizedRankingAsync(
        GetPersonalizedRankingRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var arn = RequireCampaign(request.CampaignArn);
        while (true)
        {
            var campaign = Find(context, arn);
            if (!campaign.Recipe.Ranks)
            {
                throw WrongOperation(campaign);
            }

            CheckContext(request.Context, campaign);
            var columns = MetadataColumns(request.MetadataColumns, campaign);
            var maximum = columns.Count > 0 ? MaximumResultsWithMetadata : MaximumResults;
            if (request.InputList.Count > maximum)
            {
                throw Errors.InvalidInput($"The inputList has {request.InputList.Count} items; at most {maximum} are allowed"
                    + (columns.Count > 0 ? " with metadata." : "."));
            }

            var asked = new ServedRequest
            {
                UserId = Required("userId", request.UserId, isNeeded: true, campaign),
                Count = request.InputList.Count,
                Candidates = request.InputList,
                Context = request.Context,
                Filter = Filter(request.FilterArn, request.FilterValues, "filterValues"),
            };
            if (campaigns.Recommend(campaign, asked) is { } items)
            {
                return Task.FromResult(new GetPersonalizedRankingResponse
                {
                    PersonalizedRanking = Items(items, campaign, columns),
                    RecommendationId = RecommendationIds.New(campaign.Arn),
                });
            }
        }
    }
}
