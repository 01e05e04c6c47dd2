namespace PersonalizeOps.Records;

/// <summary>A metric of a metric attribution.</summary>
public sealed record MetricDefinition
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The event type that it counts.</summary>
    public required string EventType { get; init; }

    /// <summary>What it adds up: SUM(Interactions.COLUMN), SUM(Items.COLUMN) or SAMPLECOUNT().</summary>
    public required string Expression { get; init; }

    /// <summary>Shows the metric.</summary>
    /// <returns>For example <c>Views = SAMPLECOUNT() of watch</c>.</returns>
    public override string ToString() => $"{Name} = {Expression} of {EventType}";
}
