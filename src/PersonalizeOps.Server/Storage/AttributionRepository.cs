namespace PersonalizeOps.Server.Storage;

/// <summary>The metrics of metric attributions, and how far they were reported.</summary>
internal sealed class AttributionRepository(StateSession session)
{
    /// <summary>Adds a metric.</summary>
    /// <param name="attributionArn">The metric attribution.</param>
    /// <param name="metric">The metric.</param>
    /// <returns>False, with nothing stored, when the name is taken.</returns>
    public bool TryAdd(string attributionArn, MetricAttributeRow metric) => session.Execute(
        """
        INSERT INTO metric_attribute (attribution_arn, name, event_type, expression) VALUES ($arn, $name, $type, $expression)
        ON CONFLICT DO NOTHING
        """,
        ("$arn", attributionArn),
        ("$name", metric.Name),
        ("$type", metric.EventType),
        ("$expression", metric.Expression)) > 0;

    /// <summary>Removes a metric.</summary>
    /// <param name="attributionArn">The metric attribution.</param>
    /// <param name="name">The metric's name.</param>
    /// <returns>False when there is none of that name.</returns>
    public bool Remove(string attributionArn, string name) => session.Execute(
        "DELETE FROM metric_attribute WHERE attribution_arn = $arn AND name = $name",
        ("$arn", attributionArn),
        ("$name", name)) > 0;

    /// <summary>Lists metrics in the order of their creation.</summary>
    /// <param name="attributionArn">The metric attribution.</param>
    /// <param name="after">Only those whose sequence is greater; 0 for all.</param>
    /// <param name="count">At most so many.</param>
    /// <returns>The metrics.</returns>
    public IReadOnlyList<MetricAttributeRow> List(string attributionArn, long after = 0, int count = int.MaxValue) => session.Query(
        """
        SELECT name, event_type, expression, sequence FROM metric_attribute
        WHERE attribution_arn = $arn AND sequence > $after ORDER BY sequence LIMIT $count
        """,
        reader => new MetricAttributeRow(reader.GetString(0), reader.GetString(1), reader.GetString(2)) { Sequence = reader.GetInt64(3) },
        ("$arn", attributionArn),
        ("$after", after),
        ("$count", count));

    /// <summary>Tells up to which event a metric attribution was reported.</summary>
    /// <param name="attributionArn">The metric attribution.</param>
    /// <returns>The position; 0 for none.</returns>
    public long ReportedPosition(string attributionArn) => session.Query(
        "SELECT position FROM attribution_report WHERE attribution_arn = $arn",
        reader => reader.GetInt64(0),
        ("$arn", attributionArn)).SingleOrDefault();

    /// <summary>Notes up to which event a metric attribution was reported.</summary>
    /// <param name="attributionArn">The metric attribution.</param>
    /// <param name="position">The position.</param>
    public void SetReportedPosition(string attributionArn, long position) => session.Execute(
        """
        INSERT INTO attribution_report (attribution_arn, position) VALUES ($arn, $position)
        ON CONFLICT (attribution_arn) DO UPDATE SET position = excluded.position
        """,
        ("$arn", attributionArn),
        ("$position", position));
}
