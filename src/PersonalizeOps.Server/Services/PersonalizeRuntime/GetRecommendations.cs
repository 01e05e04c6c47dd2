using Amazon.PersonalizeRuntime.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs.Serving;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.PersonalizeRuntime;

/// <content>The operation GetRecommendations.</content>
internal sealed partial class PersonalizeRuntimeService
{
    private const int DefaultResults = 25;
    private const int MaximumResults = 500;

    /// <inheritdoc/>
    public override Task<GetRecommendationsResponse> GetRecommendationsAsync(
        GetRecommendationsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var arn = ServedArn(request);
        while (true)
        {
            var campaign = Find(context, arn);
            if (!campaign.Recipe.Recommends)
            {
                throw WrongOperation(campaign);
            }

            CheckContext(request.Context, campaign);
            var columns = MetadataColumns(request.MetadataColumns, campaign);
            var asked = new ServedRequest
            {
                UserId = Required("userId", request.UserId, campaign.Recipe.NeedsUser, campaign),
                ItemId = Required("itemId", request.ItemId, campaign.Recipe.NeedsItem, campaign),
                Count = ResultCount(request.NumResults, columns.Count > 0),
                Context = request.Context,
                Filter = Filter(request.FilterArn, request.FilterValues, "filterValues"),
                Promotion = Promotion(request.Promotions),
            };

            // Null when the campaign changed in this moment.
            if (campaigns.Recommend(campaign, asked) is { } items)
            {
                return Task.FromResult(new GetRecommendationsResponse
                {
                    ItemList = Items(items, campaign, columns),
                    RecommendationId = RecommendationIds.New(campaign.Arn),
                });
            }
        }
    }

    private static string ServedArn(GetRecommendationsRequest request)
    {
        if (request.CampaignArn is not null && request.RecommenderArn is not null)
        {
            throw Errors.InvalidInput("Give a campaignArn or a recommenderArn, not both.");
        }

        if (request.RecommenderArn is not null)
        {
            Personalize.PersonalizeArn.Require(request.RecommenderArn, ResourceKind.Recommender);
            return request.RecommenderArn;
        }

        return RequireCampaign(request.CampaignArn);
    }

    private static int ResultCount(int? asked, bool hasMetadata)
    {
        var maximum = hasMetadata ? MaximumResultsWithMetadata : MaximumResults;
        var count = asked ?? DefaultResults;
        return count <= maximum
            ? count
            : throw Errors.InvalidInput($"The numResults {count} is greater than {maximum}{(hasMetadata ? ", the most with metadata" : "")}.");
    }

    private static ServedPromotion? Promotion(List<Promotion>? promotions)
    {
        if (promotions is not [var promotion])
        {
            return null;
        }

        if (promotion.Name is null || promotion.PercentPromotedItems is not { } percent || promotion.FilterArn is null)
        {
            throw Errors.InvalidInput("promotions need a name, percentPromotedItems and the filterArn that chooses the items.");
        }

        return new ServedPromotion(promotion.Name, percent, Filter(promotion.FilterArn, promotion.FilterValues, "filterValues")!);
    }
}
