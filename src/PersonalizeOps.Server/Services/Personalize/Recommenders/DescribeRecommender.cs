using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DescribeRecommender: with the metrics of its model, once there is one.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DescribeRecommenderResponse> DescribeRecommenderAsync(
        DescribeRecommenderRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var (row, model) = database.Read(session =>
        {
            var row = Find(session, context, request.RecommenderArn, ResourceKind.Recommender);
            return (row, session.Models.Find(row.Arn));
        });
        var recommender = ResourceDocument.Read<Recommender>(row);
        recommender.ModelMetrics = model?.Metrics?.OrderBy(metric => metric.Key, StringComparer.Ordinal).ToDictionary();
        return Task.FromResult(new DescribeRecommenderResponse { Recommender = recommender });
    }
}
