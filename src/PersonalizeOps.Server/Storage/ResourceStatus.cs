namespace PersonalizeOps.Server.Storage;

/// <summary>The statuses of resources, as the API spells them.</summary>
internal static class ResourceStatus
{
    public const string CreatePending = "CREATE PENDING";
    public const string CreateInProgress = "CREATE IN_PROGRESS";
    public const string Active = "ACTIVE";
    public const string CreateFailed = "CREATE FAILED";
    public const string CreateStopping = "CREATE STOPPING";
    public const string CreateStopped = "CREATE STOPPED";
    public const string StopPending = "STOP PENDING";
    public const string StopInProgress = "STOP IN_PROGRESS";
    public const string Inactive = "INACTIVE";
    public const string StartPending = "START PENDING";
    public const string StartInProgress = "START IN_PROGRESS";
    public const string DeletePending = "DELETE PENDING";
    public const string DeleteInProgress = "DELETE IN_PROGRESS";

    // The statuses of data deletion jobs.
    public const string Pending = "PENDING";
    public const string InProgress = "IN_PROGRESS";
    public const string Completed = "COMPLETED";
    public const string Failed = "FAILED";

    /// <summary>Gets the statuses of a resource that is being made.</summary>
    public static IReadOnlyList<string> BeingCreated { get; } = [CreatePending, CreateInProgress, CreateStopping];

    /// <summary>Gets the statuses in which nothing is happening to a resource.</summary>
    public static IReadOnlyList<string> Settled { get; } = [Active, CreateFailed, CreateStopped, Inactive, Completed, Failed];

    /// <summary>Tells whether something is happening to a resource.</summary>
    /// <param name="status">Its status.</param>
    /// <returns>True unless the status is a settled one.</returns>
    public static bool InMotion(string status) => !Settled.Contains(status);
}
