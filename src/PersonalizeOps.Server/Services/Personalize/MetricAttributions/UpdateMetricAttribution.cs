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

            var needed = CheckMetrics(session, group, request.AddMetrics ?? []);
            request.AddMetrics?.ForEach(metric => Store(session, row.Arn, metric));
            if (session.Attributions.List(row.Arn).Count > MetricQuota)
            {
                throw Errors.InvalidInput($"A metric attribution can have at most {MetricQuota} metrics.");
            }

            session.Resources.SetReferences(row.Arn, [.. session.Resources.References(row.Arn), .. needed]);
            var output = request.MetricsOutputConfig;
            var changed = row.With<MetricAttribution>(attribution => attribution.MetricsOutputConfig = output ?? attribution.MetricsOutputConfig);
            session.Resources.Update(changed with { Updated = time.GetUtcNow() });
        });
        return Task.FromResult(new UpdateMetricAttributionResponse { MetricAttributionArn = request.MetricAttributionArn });
    }
}
