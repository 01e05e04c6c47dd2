namespace PersonalizeOps.Metrics;

/// <summary>What is known of a metric of the service.</summary>
/// <param name="Name">The usual short name.</param>
/// <param name="Meaning">What it measures, in words.</param>
/// <param name="MoreIsBetter">Whether a higher value means a better model.</param>
internal sealed record MetricDescription(string Name, string Meaning, bool MoreIsBetter = true);
