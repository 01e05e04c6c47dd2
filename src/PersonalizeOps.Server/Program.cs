using System.Runtime.InteropServices;
using PersonalizeOps.Server;

try
{
    if (CommandLine.Parse(args) is not { } options)
    {
        Console.WriteLine(CommandLine.Help);
        return 0;
    }

    await using var server = await PersonalizeLocal.CreateAsync(options, TimeProvider.System);
    var stop = new TaskCompletionSource();
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    await server.StartAsync();
    Console.WriteLine($"Listening on {server.Endpoint.ToString().TrimEnd('/')}");
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
catch (StartException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
