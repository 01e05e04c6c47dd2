using System.Text;
using Amazon.Personalize.Model;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Server.Jobs.Datasets;
using PersonalizeOps.Server.Jobs.Imports;
using PersonalizeOps.Server.Storage;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Jobs.Attribution;

/// <summary>Writes reports of metric attributions into S3.</summary>
internal sealed class AttributionReports(Database database, DatasetContents contents, ObjectStore objects, TimeProvider time)
{
    /// <summary>Reports the rows of an import.</summary>
    /// <param name="dataset">The dataset of interactions.</param>
    /// <param name="store">The imported rows.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A task that ends when the report is written.</returns>
    /// <exception cref="JobFailedException">There is no metric attribution with a place in S3, or the bucket is gone.</exception>
    public async Task ReportAsync(ResourceRow dataset, InteractionStore store, CancellationToken cancellationToken)
    {
        var row = FindAttribution(dataset) ?? throw new JobFailedException("The dataset group has no metric attribution any more.");
        using var items = OpenItems(row);
        var totals = Start(row, items);
        for (var user = 0; user < store.UserCount; user++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Add(totals, store, user);
        }

        await PutAsync(row, totals, "BulkImport", cancellationToken);
    }

    /// <summary>Reports the events of a metric attribution that were streamed since the last report.</summary>
    /// <param name="row">The metric attribution.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A task that ends when the report is written.</returns>
    /// <exception cref="JobFailedException">The bucket is gone.</exception>
    public async Task ReportStreamedAsync(ResourceRow row, CancellationToken cancellationToken)
    {
        var datasetArn = ResourceDocument.Read<MetricAttribution>(row).DatasetGroupArn.Replace(":dataset-group/", ":dataset/", StringComparison.Ordinal) + "/INTERACTIONS";
        var (from, to) = database.Read(session => (session.Attributions.ReportedPosition(row.Arn), session.Streams.NewestPosition(datasetArn)));
        if (to <= from)
        {
            return;
        }

        using var items = OpenItems(row);
        var totals = Start(row, items);
        database.Read(session =>
        {
            session.Streams.ReadEvents(datasetArn, from, to, item => Add(totals, item));
            return 0;
        });
        if (!totals.IsEmpty)
        {
            await PutAsync(row, totals, "PutEvents", cancellationToken);
        }

        database.Write(session => session.Attributions.SetReportedPosition(row.Arn, to));
    }

    /// <summary>Finds the metric attribution of a dataset's group.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <returns>The metric attribution, or null.</returns>
    public ResourceRow? FindAttribution(ResourceRow dataset)
    {
        var groupArn = ResourceDocument.Read<Dataset>(dataset).DatasetGroupArn;
        var query = new ResourceQuery(dataset.AccountId, dataset.Region, ResourceKind.MetricAttribution, groupArn);
        return database.Read(session => session.Resources.Latest(query, ResourceStatus.Active));
    }

    private static void Add(AttributionTotals totals, InteractionStore store, int user)
    {
        var first = store.RowsOf(user).Start.Value;
        var items = store.ItemsOf(user);
        var times = store.TimestampsOf(user);
        for (var i = 0; i < items.Length; i++)
        {
            var row = first + i;
            totals.Add(new AttributedEvent(
                store.GetItemId(items[i]),
                store.GetEventType(row),
                times[i],
                store.GetColumnValue(row, "RECOMMENDATION_ID"),
                store.GetColumnValue(row, "EVENT_ATTRIBUTION_SOURCE"),
                column => column == "EVENT_VALUE" ? Text(store.GetEventValue(row)) : store.GetColumnValue(row, column)));
        }
    }

    private static void Add(AttributionTotals totals, StreamedEvent item) => totals.Add(new AttributedEvent(
        item.ItemId,
        item.EventType,
        item.SentAt.ToUnixTimeSeconds(),
        item.RecommendationId,
        item.AttributionSource,
        column => column == "EVENT_VALUE" ? Text(item.EventValue ?? float.NaN) : PropertiesJson.Read(item.Properties).GetValueOrDefault(column)));

    private static string? Text(float value) =>
        float.IsNaN(value) ? null : value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private ItemTable? OpenItems(ResourceRow attribution)
    {
        var groupArn = ResourceDocument.Read<MetricAttribution>(attribution).DatasetGroupArn;
        var query = new ResourceQuery(attribution.AccountId, attribution.Region, ResourceKind.Dataset, groupArn);
        var dataset = database.Read(session => session.Resources.All(query))
            .FirstOrDefault(dataset => dataset.Arn.EndsWith("/ITEMS", StringComparison.Ordinal));
        return dataset is null ? null : contents.OpenTable(dataset.Arn);
    }

    private AttributionTotals Start(ResourceRow row, ItemTable? items) => database.Read(session =>
    {
        var groupArn = ResourceDocument.Read<MetricAttribution>(row).DatasetGroupArn;
        var sources = new[] { ResourceKind.Campaign, ResourceKind.Recommender }
            .SelectMany(kind => session.Resources.All(new ResourceQuery(row.AccountId, row.Region, kind, groupArn)))
            .Select(source => source.Arn);
        return new AttributionTotals(session.Attributions.List(row.Arn), items, [.. sources]);
    });

    private async Task PutAsync(ResourceRow row, AttributionTotals totals, string method, CancellationToken cancellationToken)
    {
        var path = ResourceDocument.Read<MetricAttribution>(row).MetricsOutputConfig.S3DataDestination?.Path;
        if (path is null || !S3Location.TryParse(path, out var output) || !objects.BucketExists(output.Bucket))
        {
            throw new JobFailedException($"The metrics of {row.Arn} cannot be reported: there is no bucket at its S3 path '{path}'.");
        }

        var text = new StringWriter();
        totals.Write(text);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        var folder = output.IsFolder ? output.Key : output.Key + "/";
        var key = $"{folder}AggregatedAttributionMetrics - {method} - {time.GetUtcNow().ToUnixTimeSeconds()}.csv";
        await objects.PutAsync(output.Bucket, key, content, "text/csv", cancellationToken);
    }
}
