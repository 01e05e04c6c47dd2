using Amazon.PersonalizeRuntime.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs.Serving;
using PersonalizeOps.Server.Services.Personalize;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.PersonalizeRuntime;

/// <content>The operation GetRecommendations.</content>
internal sealed partial class PersonalizeRuntimeService
{
    private const int ScoreDecimals = 7;
    private const int DefaultResults = 25;
    private const int MaximumResults = 500;
    private const int MaximumResultsWithMetadata = 50;
    private const int MaximumMetadataColumns = 10;
    private const string ItemsKey = "ITEMS";

    /// <inheritdoc/>
    public override Task<GetRecommendationsResponse> GetRecommendationsAsync(
        GetRecommendationsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        RefuseUnsupported(request);
        if (!PersonalizeArn.IsOf(context, request.CampaignArn))
        {
            throw Errors.ResourceNotFound(request.CampaignArn);
        }

        while (true)
        {
            var campaign = campaigns.Find(request.CampaignArn) ?? throw Errors.ResourceNotFound(request.CampaignArn);
            Check(request, campaign);
            var columns = MetadataColumns(request, campaign);
            var count = ResultCount(request, columns.Count > 0);

            // Null when the campaign changed in this moment.
            if (campaigns.Recommend(campaign, request.UserId, request.ItemId, count) is { } items)
            {
                return Task.FromResult(new GetRecommendationsResponse
                {
                    ItemList = Items(items, campaign, columns),
                    RecommendationId = RecommendationIds.New(campaign.Arn),
                });
            }
        }
    }

    private static void RefuseUnsupported(GetRecommendationsRequest request)
    {
        if (request.RecommenderArn is not null)
        {
            PersonalizeArn.Require(request.RecommenderArn, "recommender");
            throw Errors.ResourceNotFound(request.RecommenderArn);
        }

        if (request.CampaignArn is null)
        {
            throw Errors.InvalidInput("A campaignArn is required.");
        }

        PersonalizeArn.Require(request.CampaignArn, ResourceKind.Campaign);
        if (request.FilterArn is not null)
        {
            PersonalizeArn.Require(request.FilterArn, "filter");
            throw Errors.ResourceNotFound(request.FilterArn);
        }

        if (request.FilterValues is { Count: > 0 })
        {
            throw Errors.InvalidInput("filterValues need a filterArn.");
        }

        if (request.Promotions is { Count: > 0 })
        {
            throw Errors.InvalidInput("promotions are not supported by this local server.");
        }
    }

    private static void Check(GetRecommendationsRequest request, ServedCampaign campaign)
    {
        if (campaign.Recipe.NeedsUser && string.IsNullOrEmpty(request.UserId))
        {
            throw Errors.InvalidInput($"A userId is required for recommendations of the recipe {campaign.Recipe.Name}.");
        }

        if (campaign.Recipe.NeedsItem && string.IsNullOrEmpty(request.ItemId))
        {
            throw Errors.InvalidInput($"An itemId is required for recommendations of the recipe {campaign.Recipe.Name}.");
        }

        if (request.Context?.Keys.FirstOrDefault(key => !campaign.ContextFields.Contains(key)) is { } unknown)
        {
            throw Errors.InvalidInput($"The context {unknown} is not a field of the Interactions schema.");
        }
    }

    private static int ResultCount(GetRecommendationsRequest request, bool hasMetadata)
    {
        var maximum = hasMetadata ? MaximumResultsWithMetadata : MaximumResults;
        var count = request.NumResults ?? DefaultResults;
        return count <= maximum
            ? count
            : throw Errors.InvalidInput($"The numResults {count} is greater than {maximum}{(hasMetadata ? ", the most with metadata" : "")}.");
    }

    private List<string> MetadataColumns(GetRecommendationsRequest request, ServedCampaign campaign)
    {
        if (request.MetadataColumns is not { Count: > 0 } columns)
        {
            return [];
        }

        if (!columns.TryGetValue(ItemsKey, out var names))
        {
            throw Errors.InvalidInput($"The key of metadataColumns must be {ItemsKey}.");
        }

        if (!campaign.HasMetadata)
        {
            throw Errors.InvalidInput($"metadataColumns need enableMetadataWithRecommendations, which {campaign.Arn} has not set.");
        }

        if (names.Count > MaximumMetadataColumns)
        {
            throw Errors.InvalidInput($"metadataColumns name {names.Count} columns; at most {MaximumMetadataColumns} are allowed.");
        }

        var unknown = campaign.ItemsArn is null ? names : metadata.Unknown(campaign.ItemsArn, names);
        return unknown.Count == 0
            ? names
            : throw Errors.InvalidInput($"The column {unknown[0]} of metadataColumns is not in the Items dataset.");
    }

    private List<PredictedItem> Items(IReadOnlyList<ServedItem> items, ServedCampaign campaign, List<string> columns)
    {
        var ids = items.Select(item => item.ItemId).ToList();
        var values = columns.Count == 0 ? null : metadata.Find(campaign.ItemsArn!, ids, columns);
        return [.. items.Select((item, i) => new PredictedItem
        {
            ItemId = item.ItemId,
            Score = item.Score is { } score ? Math.Round(score, ScoreDecimals) : null,
            Metadata = values?[i].ToDictionary(entry => ResponseName(entry.Key), entry => entry.Value),
        })];
    }

    // As in events, where the schema's CREATION_TIMESTAMP is creationTimestamp.
    private static string ResponseName(string column)
    {
        var words = column.ToLowerInvariant().Split('_', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
    }
}
