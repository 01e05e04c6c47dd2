namespace PersonalizeOps.Server.Jobs;

/// <summary>How long jobs stay in their pending states whatever the work takes: the server's <c>--speed</c>.</summary>
/// <param name="options">The options.</param>
internal sealed class JobPace(ServerOptions options)
{
    /// <summary>Gives how long a job waits before it begins.</summary>
    /// <param name="kind">One of <see cref="JobKind"/>.</param>
    public TimeSpan Pending(string kind) => options.Speed switch
    {
        ServerSpeed.Fast => TimeSpan.FromSeconds(1),
        ServerSpeed.Real when IsShort(kind) => TimeSpan.FromSeconds(10),
        ServerSpeed.Real => TimeSpan.FromMinutes(2),
        _ => TimeSpan.Zero,
    };

    /// <summary>Gives how long a job is in progress at least.</summary>
    /// <param name="kind">One of <see cref="JobKind"/>.</param>
    public TimeSpan InProgress(string kind) => options.Speed switch
    {
        ServerSpeed.Fast => TimeSpan.FromSeconds(1),
        ServerSpeed.Real when IsShort(kind) => TimeSpan.FromSeconds(20),
        ServerSpeed.Real when JobLane.Of(kind) == JobLane.Training => TimeSpan.FromMinutes(40),
        ServerSpeed.Real => TimeSpan.FromMinutes(8),
        _ => TimeSpan.Zero,
    };

    private static bool IsShort(string kind) =>
        kind is JobKind.Activate or JobKind.Delete or JobKind.UpdateDataset or JobKind.UpdateSolution;
}
