namespace PersonalizeOps.Connection;

/// <summary>What the service's statuses mean; it writes IN_PROGRESS with an underscore or without.</summary>
internal static class Statuses
{
    /// <summary>Whether a status will change by itself.</summary>
    public static bool InMotion(string status) =>
        status.EndsWith("PENDING", StringComparison.Ordinal) || status.Replace('_', ' ').EndsWith("IN PROGRESS", StringComparison.Ordinal)
        || status.EndsWith("STOPPING", StringComparison.Ordinal);

    /// <summary>Whether the work has ended as it should.</summary>
    public static bool IsGood(string status) => status is "ACTIVE" or "INACTIVE" or "COMPLETED";

    public static bool IsFailed(string status) => status.EndsWith("FAILED", StringComparison.Ordinal);
}
