namespace PersonalizeOps.Server.Admin;

/// <summary>The faults that can be injected.</summary>
internal static class FaultKind
{
    /// <summary>A request is refused as one too many.</summary>
    public const string Throttle = "throttle";

    /// <summary>A request meets a fault of the service (500).</summary>
    public const string Error = "error";

    /// <summary>A job fails.</summary>
    public const string Fail = "fail";

    /// <summary>A job takes longer.</summary>
    public const string Slow = "slow";

    /// <summary>Tells whether a fault is one of requests; otherwise it is one of jobs.</summary>
    public static bool IsOfRequests(string kind) => kind is Throttle or Error;
}
