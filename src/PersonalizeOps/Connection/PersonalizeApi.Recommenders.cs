using Amazon.Personalize.Model;
using PersonalizeOps.Binding;

namespace PersonalizeOps.Connection;

/// <summary>Recommenders.</summary>
internal sealed partial class PersonalizeApi
{
    public async Task<Records.Recommender> GetRecommenderAsync(string arn, CancellationToken cancellationToken)
    {
        var request = new DescribeRecommenderRequest { RecommenderArn = arn };
        var recommender = (await CallAsync(Personalize.DescribeRecommenderAsync, request, arn, cancellationToken).ConfigureAwait(false)).Recommender;
        var config = recommender.RecommenderConfig;
        return new Records.Recommender
        {
            Name = recommender.Name,
            Arn = recommender.RecommenderArn,
            DatasetGroup = ResourceArn.NameOf(recommender.DatasetGroupArn),
            DatasetGroupArn = recommender.DatasetGroupArn,
            Recipe = ResourceArn.NameOf(recommender.RecipeArn),
            RecipeArn = recommender.RecipeArn,
            MinRequestsPerSecond = config?.MinRecommendationRequestsPerSecond,
            ItemExplorationConfig = config?.ItemExplorationConfig ?? [],
            EnableMetadata = config?.EnableMetadataWithRecommendations ?? false,
            Metric = recommender.ModelMetrics ?? [],
            Status = recommender.Status,
            FailureReason = recommender.FailureReason,
            UpdateStatus = recommender.LatestRecommenderUpdate?.Status,
            UpdateFailureReason = recommender.LatestRecommenderUpdate?.FailureReason,
            Created = Local(recommender.CreationDateTime),
            Updated = Local(recommender.LastUpdatedDateTime),
        };
    }

    public Task<IReadOnlyList<ResourceSummary>> ListRecommendersAsync(string? datasetGroupArn, CancellationToken cancellationToken) => ListAsync(
        Personalize.ListRecommendersAsync, token => new ListRecommendersRequest { DatasetGroupArn = datasetGroupArn, NextToken = token },
        (ListRecommendersResponse page) =>
            (page.Recommenders?.Select(item => new ResourceSummary(item.RecommenderArn, item.Name, item.Status, item.CreationDateTime)), page.NextToken),
        cancellationToken);

    public async Task<string> CreateRecommenderAsync(CreateRecommenderRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateRecommenderAsync, request, request.Name, cancellationToken).ConfigureAwait(false)).RecommenderArn;
}
