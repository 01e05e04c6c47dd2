using System.Diagnostics;
using System.Text;
using Amazon.Runtime;
using PersonalizeOps.Server.Tests.Personalize;

namespace PersonalizeOps.Server.Tests.Jobs;

/// <summary>The program <c>personalize-local</c> as a process of its own, which can be killed.</summary>
internal sealed class ChildServer : IAsyncDisposable
{
    private const string Ready = "Listening on ";
    private const string Key = "CHILDSERVERKEY000001";
    private const string Secret = "child-server-secret-for-tests";

    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private ChildServer(Process process) => _process = process;

    /// <summary>Gets what the process wrote to standard error so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Gets a scene on the server; the process ends with it.</summary>
    public Scene Scene { get; private set; } = null!;

    /// <summary>Starts the program that the build put beside the tests, and waits until it listens.</summary>
    public static async Task<ChildServer> StartAsync(string stateFolder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var program = Path.Combine(AppContext.BaseDirectory, "personalize-local.dll");
        foreach (var argument in new[] { program, "--port", "0", "--state", stateFolder, "--access-key-id", Key, "--secret-access-key", Secret })
        {
            start.ArgumentList.Add(argument);
        }

        var child = new ChildServer(Process.Start(start)!);
        child._process.ErrorDataReceived += child.Keep;
        child._process.BeginErrorReadLine();
        var line = await child._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.True(line?.StartsWith(Ready, StringComparison.Ordinal), $"The server said '{line}' and logged: {child.Log}");
        child.Scene = Scene.Of(child, new Uri(line![Ready.Length..]), new BasicAWSCredentials(Key, Secret));
        return child;
    }

    /// <summary>Ends the process as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_log)
        {
            _log.AppendLine(line.Data);
        }
    }
}
