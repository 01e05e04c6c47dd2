using System.Globalization;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Server.Jobs.Exports;
using PersonalizeOps.Server.Jobs.Serving;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Attribution;

/// <summary>Adds up the metrics of events, by source and quarter of an hour.</summary>
/// <remarks>
/// The source is what the sender said, else the campaign or recommender whose recommendations the event followed; events with neither do
/// not count. Source: Personalize developer guide, "Measuring the impact of item recommendations".
/// </remarks>
internal sealed class AttributionTotals
{
    private const int Window = 15 * 60;
    private const int MaximumSources = 100;

    private readonly List<(MetricAttributeRow Metric, MetricExpression Expression)> _metrics;
    private readonly ItemTable? _items;
    private readonly IReadOnlyList<string> _campaignArns;
    private readonly HashSet<string> _sources = [];
    private readonly SortedDictionary<(int Metric, string Source, long Window), double> _totals = new(Comparer<(int Metric, string Source, long Window)>.Create(
        static (left, right) =>
        {
            var metric = left.Metric.CompareTo(right.Metric);
            var source = metric != 0 ? metric : string.CompareOrdinal(left.Source, right.Source);
            return source != 0 ? source : left.Window.CompareTo(right.Window);
        }));

    /// <summary>Starts at nothing.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="items">The items; null when there are none.</param>
    /// <param name="campaignArns">The campaigns and recommenders of the dataset group.</param>
    public AttributionTotals(IEnumerable<MetricAttributeRow> metrics, ItemTable? items, IReadOnlyList<string> campaignArns)
    {
        _metrics = [.. metrics.Select(metric => (metric, MetricExpression.TryParse(metric.Expression, out var expression)
            ? expression
            : throw new InvalidOperationException($"The stored expression '{metric.Expression}' is not valid.")))];
        _items = items;
        _campaignArns = campaignArns;
    }

    /// <summary>Gets a value indicating whether nothing was added.</summary>
    public bool IsEmpty => _totals.Count == 0;

    /// <summary>Adds an event to the metrics of its type.</summary>
    /// <param name="item">The event.</param>
    public void Add(in AttributedEvent item)
    {
        for (var i = 0; i < _metrics.Count; i++)
        {
            if (_metrics[i].Metric.EventType == item.EventType && SourceOf(item) is { } source && ValueOf(_metrics[i].Expression, item) is { } value)
            {
                var key = (i, source, item.Seconds - (item.Seconds % Window));
                _totals[key] = _totals.GetValueOrDefault(key) + value;
            }
        }
    }

    /// <summary>Writes the report.</summary>
    /// <param name="writer">Gets the CSV.</param>
    public void Write(TextWriter writer)
    {
        var csv = new CsvText(writer, hasProse: false);
        WriteRow(csv, "METRIC_NAME", "EVENT_TYPE", "VALUE", "MATH_FUNCTION", "EVENT_ATTRIBUTION_SOURCE", "TIMESTAMP");
        foreach (var ((index, source, window), value) in _totals)
        {
            var (metric, expression) = _metrics[index];
            WriteRow(
                csv,
                metric.Name,
                metric.EventType,
                value.ToString("0.0###############", CultureInfo.InvariantCulture),
                expression.Function,
                source,
                window.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void WriteRow(CsvText csv, params ReadOnlySpan<string> cells)
    {
        foreach (var cell in cells)
        {
            csv.Write(cell);
        }

        csv.EndRow();
    }

    private string? SourceOf(in AttributedEvent item)
    {
        var source = string.IsNullOrEmpty(item.Source)
            ? item.RecommendationId is { } id ? RecommendationIds.FindSource(id, _campaignArns) : null
            : item.Source;
        return source is null || _sources.Contains(source) || (_sources.Count < MaximumSources && _sources.Add(source)) ? source : null;
    }

    private double? ValueOf(MetricExpression expression, in AttributedEvent item)
    {
        if (expression.Column is not { } column)
        {
            return 1;
        }

        var text = expression.OfItems ? _items?.GetValue(item.ItemId, column) : item.Value(column);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
