namespace PersonalizeOps.Server.Storage;

/// <summary>What a metric attribution measures.</summary>
/// <param name="Name">The metric's name.</param>
/// <param name="EventType">The type of the events it is of.</param>
/// <param name="Expression">The function, such as <c>SUM(Items.PRICE)</c>.</param>
internal sealed record MetricAttributeRow(string Name, string EventType, string Expression)
{
    /// <summary>Gets the place in the order of creation; 0 for a metric that is not stored yet.</summary>
    public long Sequence { get; init; }
}
