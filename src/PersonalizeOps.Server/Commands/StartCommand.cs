using System.Runtime.InteropServices;

namespace PersonalizeOps.Server.Commands;

/// <summary><c>start</c>: serves a state folder until it is told to stop.</summary>
internal static class StartCommand
{
    /// <summary>Serves.</summary>
    public static async Task<int> RunAsync(ServerOptions options, CommandConsole console)
    {
        await using var server = await PersonalizeLocal.CreateAsync(options, TimeProvider.System);
        var stop = new TaskCompletionSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        await server.StartAsync();
        await console.Output.WriteLineAsync($"Listening on {server.Endpoint.ToString().TrimEnd('/')}");
        await stop.Task;
        await server.StopAsync();
        return 0;

        void Stop(PosixSignalContext signal)
        {
            // Without this the process would end before requests and jobs have.
            signal.Cancel = true;
            stop.TrySetResult();
        }
    }
}
