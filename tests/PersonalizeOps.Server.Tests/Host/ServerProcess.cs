using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PersonalizeOps.Server.Tests.Host;

/// <summary>The command <c>personalize-local</c> as a process of its own.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private const int Terminate = 15;

    private readonly Process _process;
    private readonly Task<string> _errors;

    private ServerProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public Uri Endpoint { get; private set; } = null!;

    public int Id => _process.Id;

    /// <summary>Starts the command and waits until it listens.</summary>
    public static async Task<ServerProcess> ListenAsync(params string[] arguments)
    {
        var server = Start(arguments);
        const string Ready = "Listening on ";
        var line = await server._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith(Ready, line, StringComparison.Ordinal);
        server.Endpoint = new Uri(line![Ready.Length..]);
        return server;
    }

    /// <summary>Runs the command to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var server = Start(arguments);
        server._process.StandardInput.Close();
        var output = await server._process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await server._process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (server._process.ExitCode, output, await server._errors);
    }

    /// <summary>Asks the process to stop and waits for it.</summary>
    public async Task<int> StopAsync()
    {
        Assert.Equal(0, Signal(_process.Id, Terminate));
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Gives what an ended process wrote to standard error.</summary>
    public Task<string> ErrorsAsync() => _errors;

    /// <summary>Waits until the process has ended by itself.</summary>
    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Kills the process on the spot.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static ServerProcess Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "personalize-local.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new ServerProcess(Process.Start(start)!);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int process, int signal);
}
