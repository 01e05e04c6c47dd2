using Amazon.PersonalizeRuntime.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs.Serving;

namespace PersonalizeOps.Server.Services.PersonalizeRuntime;

/// <content>The operation GetActionRecommendations.</content>
internal sealed partial class PersonalizeRuntimeService
{
    private const int DefaultActions = 5;
    private const int MaximumActions = 100;

    /// <inheritdoc/>
    public override Task<GetActionRecommendationsResponse> GetActionRecommendationsAsync(
        GetActionRecommendationsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var arn = RequireCampaign(request.CampaignArn);
        var count = request.NumResults ?? DefaultActions;
        if (count > MaximumActions)
        {
            throw Errors.InvalidInput($"The numResults {count} is greater than {MaximumActions}.");
        }

        while (true)
        {
            var campaign = Find(context, arn);
            if (!campaign.Recipe.ChoosesActions)
            {
                throw WrongOperation(campaign);
            }

            var asked = new ServedRequest
            {
                UserId = Required("userId", request.UserId, isNeeded: true, campaign),
                Count = count,
                Filter = Filter(request.FilterArn, request.FilterValues, "filterValues"),
            };
            if (campaigns.Recommend(campaign, asked) is { } actions)
            {
                return Task.FromResult(new GetActionRecommendationsResponse
                {
                    ActionList = [.. actions.Select(action => new PredictedAction { ActionId = action.ItemId, Score = Rounded(action.Score) })],
                    RecommendationId = RecommendationIds.New(campaign.Arn),
                });
            }
        }
    }
}
