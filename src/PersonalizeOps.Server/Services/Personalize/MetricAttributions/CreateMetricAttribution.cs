using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Data;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Jobs.Attribution;
using PersonalizeOps.Server.Jobs.Imports;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation CreateMetricAttribution.</content>
internal sealed partial class PersonalizeService
{
    private const int MetricQuota = 10;

    /// <inheritdoc/>
    public override Task<CreateMetricAttributionResponse> CreateMetricAttributionAsync(
        CreateMetricAttributionRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        CheckReportPath(request.MetricsOutputConfig);
        var arn = PersonalizeArn.Make(context, $"metric-attribution/{request.Name}");
        var attribution = new MetricAttribution
        {
            Name = request.Name,
            MetricAttributionArn = arn,
            DatasetGroupArn = request.DatasetGroupArn,
            MetricsOutputConfig = request.MetricsOutputConfig,
        };
        var resource = new NewResource<MetricAttribution>(ResourceKind.MetricAttribution, arn, request.Name, ResourceStatus.CreatePending, attribution);
        Change(session =>
        {
            var group = FindActive(session, context, request.DatasetGroupArn, ResourceKind.DatasetGroup);
            var interactions = RequireInteractionsDataset(session, group);
            RequireFirst(session, group, ResourceKind.MetricAttribution);
            Insert(session, context, resource, null, [request.DatasetGroupArn, interactions.Arn, .. CheckMetrics(session, group, request.Metrics)]);
            request.Metrics.ForEach(metric => Store(session, arn, metric));
            JobQueue.Enqueue(session, JobKind.Activate, arn);
        });
        return Task.FromResult(new CreateMetricAttributionResponse { MetricAttributionArn = arn });
    }

    private static void CheckReportPath(MetricAttributionOutput output)
    {
        if (output.S3DataDestination is { } destination && !S3Location.TryParse(destination.Path, out _))
        {
            throw Errors.InvalidInput($"Invalid S3 output path: {destination.Path}. Give a folder, such as s3://bucket/folder/.");
        }
    }

    private static void Store(StateSession session, string arn, MetricAttribute metric)
    {
        if (!session.Attributions.TryAdd(arn, new MetricAttributeRow(metric.MetricName, metric.EventType, metric.Expression)))
        {
            throw Errors.ResourceAlreadyExists($"A metric of the name {metric.MetricName} already exists in {arn}.");
        }
    }

    /// <summary>Checks metrics.</summary>
    /// <returns>The datasets they need.</returns>
    private static HashSet<string> CheckMetrics(StateSession session, ResourceRow group, List<MetricAttribute> metrics)
    {
        var datasets = session.Resources.All(new ResourceQuery(group.AccountId, group.Region, ResourceKind.Dataset, group.Arn));
        var needed = new HashSet<string>();
        foreach (var metric in metrics)
        {
            if (!MetricExpression.TryParse(metric.Expression, out var expression))
            {
                throw Errors.InvalidInput(
                    $"The expression {metric.Expression} of {metric.MetricName} is neither SAMPLECOUNT() nor a sum such as SUM(Items.PRICE).");
            }

            if (expression.Column is not null)
            {
                needed.Add(CheckColumn(session, datasets, metric, expression));
            }
        }

        return needed;
    }

    private static string CheckColumn(StateSession session, IReadOnlyList<ResourceRow> datasets, MetricAttribute metric, MetricExpression expression)
    {
        var type = expression.OfItems ? DatasetType.Items : DatasetType.Interactions;
        var row = datasets.FirstOrDefault(dataset => dataset.Arn.EndsWith("/" + type.ToApi().ToUpperInvariant(), StringComparison.Ordinal))
            ?? throw Errors.InvalidInput($"The expression {metric.Expression} needs a dataset of type {type.ToApi()}, which the group does not have.");
        var schema = session.Resources.Find(ResourceDocument.Read<Dataset>(row).SchemaArn)!;
        var fields = Data.DatasetSchema.Parse(ResourceDocument.Read<Amazon.Personalize.Model.DatasetSchema>(schema).Schema).Fields;
        var field = fields.FirstOrDefault(field => field.Name == expression.Column);
        return field?.Type is FieldType.Int or FieldType.Long or FieldType.Float or FieldType.Double
            ? row.Arn
            : throw Errors.InvalidInput($"The column {expression.Column} of {metric.Expression} is no number of the {type.ToApi()} schema.");
    }
}
