using Amazon.Personalize.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Records;

namespace PersonalizeOps.Connection;

/// <summary>Metric attributions.</summary>
internal sealed partial class PersonalizeApi
{
    public async Task<Records.MetricAttribution> GetMetricAttributionAsync(string arn, CancellationToken cancellationToken)
    {
        var request = new DescribeMetricAttributionRequest { MetricAttributionArn = arn };
        var attribution = (await CallAsync(Personalize.DescribeMetricAttributionAsync, request, arn, cancellationToken).ConfigureAwait(false)).MetricAttribution;
        return new Records.MetricAttribution
        {
            Name = attribution.Name,
            Arn = attribution.MetricAttributionArn,
            DatasetGroup = ResourceArn.NameOf(attribution.DatasetGroupArn),
            DatasetGroupArn = attribution.DatasetGroupArn,
            Metric = await MetricsOfAsync(arn, cancellationToken).ConfigureAwait(false),
            OutputUri = attribution.MetricsOutputConfig?.S3DataDestination?.Path,
            RoleArn = attribution.MetricsOutputConfig?.RoleArn,
            Status = attribution.Status,
            FailureReason = attribution.FailureReason,
            Created = Local(attribution.CreationDateTime),
            Updated = Local(attribution.LastUpdatedDateTime),
        };
    }

    public Task<IReadOnlyList<ResourceSummary>> ListMetricAttributionsAsync(string? datasetGroupArn, CancellationToken cancellationToken) => ListAsync(
        Personalize.ListMetricAttributionsAsync, token => new ListMetricAttributionsRequest { DatasetGroupArn = datasetGroupArn, NextToken = token },
        (ListMetricAttributionsResponse page) =>
            (page.MetricAttributions?.Select(item => new ResourceSummary(item.MetricAttributionArn, item.Name, item.Status, item.CreationDateTime)),
                page.NextToken),
        cancellationToken);

    public async Task<string> CreateMetricAttributionAsync(CreateMetricAttributionRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateMetricAttributionAsync, request, request.Name, cancellationToken).ConfigureAwait(false)).MetricAttributionArn;

    private async Task<IReadOnlyList<MetricDefinition>> MetricsOfAsync(string arn, CancellationToken cancellationToken)
    {
        List<MetricDefinition> metrics = [];
        var request = new ListMetricAttributionMetricsRequest { MetricAttributionArn = arn };
        do
        {
            var page = await CallAsync(Personalize.ListMetricAttributionMetricsAsync, request, arn, cancellationToken).ConfigureAwait(false);
            metrics.AddRange((page.Metrics ?? []).Select(metric =>
                new MetricDefinition { Name = metric.MetricName, EventType = metric.EventType, Expression = metric.Expression }));
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return metrics;
    }
}
