using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation ListMetricAttributionMetrics.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<ListMetricAttributionMetricsResponse> ListMetricAttributionMetricsAsync(
        ListMetricAttributionMetricsRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        if (request.MetricAttributionArn is null)
        {
            throw Errors.InvalidInput("A metricAttributionArn is required.");
        }

        var seal = $"ListMetricAttributionMetrics\n{context.AccountId}\n{context.Region}\n{request.MetricAttributionArn}";
        var after = PageToken.Read(seal, request.NextToken);
        var size = request.MaxResults ?? DefaultPageSize;
        var rows = database.Read(session =>
        {
            var attribution = Find(session, context, request.MetricAttributionArn, ResourceKind.MetricAttribution);
            return session.Attributions.List(attribution.Arn, after, size + 1);
        });
        return Task.FromResult(new ListMetricAttributionMetricsResponse
        {
            Metrics = [.. rows.Take(size).Select(Metric)],
            NextToken = rows.Count > size ? PageToken.Write(seal, rows[size - 1].Sequence) : null,
        });
    }

    private static MetricAttribute Metric(MetricAttributeRow row) =>
        new() { MetricName = row.Name, EventType = row.EventType, Expression = row.Expression };
}
