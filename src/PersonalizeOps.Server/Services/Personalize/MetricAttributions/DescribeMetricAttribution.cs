using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DescribeMetricAttribution.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DescribeMetricAttributionResponse> DescribeMetricAttributionAsync(
        DescribeMetricAttributionRequest request,
        CallContext context,
        CancellationToken cancellationToken) => Task.FromResult(new DescribeMetricAttributionResponse
        {
            MetricAttribution = Describe<MetricAttribution>(context, request.MetricAttributionArn, ResourceKind.MetricAttribution),
        });
}
