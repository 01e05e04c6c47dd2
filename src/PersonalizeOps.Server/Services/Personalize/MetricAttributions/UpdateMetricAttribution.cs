using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation UpdateMetricAttribution: it holds from the next report.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<UpdateMetricAttributionResponse> UpdateMetricAttributionAsync(
        UpdateMetricAttributionRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        if (request.MetricAttributionArn is null)
        {
            throw Errors.InvalidInput("A metricAttributionArn is required.");
        }

        if (request.MetricsOutputConfig is not null)
        {
            CheckReportPath(request.MetricsOutputConfig);
        }

        Change(session =>
        {
            var row = FindActive(session, context, request.MetricAttributionArn, ResourceKind.MetricAttribution);
            var group = Find(session, context, ResourceDocument.Read<MetricAttribution>(row).DatasetGroupArn, ResourceKind.DatasetGroup);
            foreach (var name in request.RemoveMetrics ?? [])
            {
                if (!session.Attributions.Remove(row.Arn, name))
                {
                    throw Errors.InvalidInput($"{row.Arn} has no metric {name} to remove.");
                }
            }

            request.AddMetrics?.ForEach(metric => Store(session, row.Arn, metric));
            var metrics = session.Attributions.List(row.Arn).Select(Metric).ToList();
            var measured = CheckMetrics(session, group, metrics);
            if (metrics.Count > MetricQuota)
            {
                throw Errors.InvalidInput($"A metric attribution can have at most {MetricQuota} metrics.");
            }

            session.Resources.SetReferences(row.Arn, [group.Arn, RequireInteractionsDataset(session, group).Arn, .. measured]);
            var output = request.MetricsOutputConfig;
            var changed = row.With<MetricAttribution>(attribution => attribution.MetricsOutputConfig = output ?? attribution.MetricsOutputConfig);
            session.Resources.Update(changed with { Updated = time.GetUtcNow() });
        });
        return Task.FromResult(new UpdateMetricAttributionResponse { MetricAttributionArn = request.MetricAttributionArn });
    }
}
