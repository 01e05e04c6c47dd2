using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PersonalizeOps.Server.Commands;

/// <summary><c>stop</c>: lets the server of a state folder end requests and jobs, and waits for it.</summary>
internal static partial class StopCommand
{
    private const int SigTerm = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Stops it; that none runs is as good.</summary>
    /// <exception cref="StartException">It does not end.</exception>
    public static async Task<int> RunAsync(string stateFolder, CommandConsole console)
    {
        using var process = (await RunningServer.FindAsync(stateFolder))?.FindProcess();
        if (process is null)
        {
            await console.Output.WriteLineAsync($"No server runs on {Path.GetFullPath(stateFolder)}.");
            return 0;
        }

        Ask(process);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new StartException($"The server (process {process.Id}) did not stop within {Patience.TotalSeconds:0} seconds.");
        }

        await console.Output.WriteLineAsync("Stopped.");
        return 0;
    }

    // Windows has no signal for it; the state survives a kill, and jobs begin again at the next start.
    private static void Ask(Process process)
    {
        if (OperatingSystem.IsWindows() || Signal(process.Id, SigTerm) != 0)
        {
            process.Kill();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int process, int signal);
}
