using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation ListMetricAttributions.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<ListMetricAttributionsResponse> ListMetricAttributionsAsync(
        ListMetricAttributionsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var call = new ListCall(
            "ListMetricAttributions",
            ResourceKind.MetricAttribution,
            request.MaxResults,
            request.NextToken,
            request.DatasetGroupArn,
            ResourceKind.DatasetGroup);
        var (items, nextToken) = List<MetricAttributionSummary>(context, call);
        return Task.FromResult(new ListMetricAttributionsResponse { MetricAttributions = items, NextToken = nextToken });
    }
}
