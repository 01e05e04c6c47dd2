using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>Which events are news to a model in service.</summary>
/// <param name="DatasetArn">The dataset of interactions.</param>
/// <param name="After">The position up to which the training saw events.</param>
/// <param name="EventType">Only events of this type, as in the training; null for all.</param>
/// <param name="MinimumValue">Only events whose value is at least this, as in the training; null for all.</param>
internal sealed record RecentScope(string DatasetArn, long After, string? EventType, double? MinimumValue)
{
    /// <summary>Tells whether the training would have taken an event.</summary>
    /// <param name="item">The event.</param>
    /// <returns>True when it would.</returns>
    public bool Counts(StreamedEvent item) =>
        (EventType is null || item.EventType == EventType) && (MinimumValue is null || item.EventValue >= MinimumValue);
}
