namespace PersonalizeOps.Server.Commands;

/// <summary><c>status</c>: says whether a server runs on a state folder.</summary>
internal static class StatusCommand
{
    private const int NotRunning = 3;

    /// <summary>Says it; the exit code is 3 when none runs.</summary>
    public static async Task<int> RunAsync(string stateFolder, CommandConsole console)
    {
        if (await RunningServer.FindAsync(stateFolder) is not { } server)
        {
            await console.Output.WriteLineAsync($"No server runs on {Path.GetFullPath(stateFolder)}.");
            return NotRunning;
        }

        var says = server.Health is { } health
            ? $"{health.GetProperty("status").GetString()}, version {health.GetProperty("version").GetString()}"
            : "does not answer";
        await console.Output.WriteLineAsync($"{server.Endpoint} (process {server.Pid}): {says}");
        return 0;
    }
}
