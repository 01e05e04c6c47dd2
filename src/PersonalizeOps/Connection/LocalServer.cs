using System.Diagnostics;
using System.Management.Automation;
using System.Text.Json;
using Amazon.Runtime;
using PersonalizeOps.Binding;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Connection;

/// <summary>The local server of a state folder: found through its <c>server.json</c>, started when absent, stopped by a signal.</summary>
internal sealed class LocalServer(string statePath)
{
    private const string Region = "us-east-1";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);
    private static readonly TimeProvider Time = TimeProvider.System;

    private string ServerFile => Path.Join(statePath, "server.json");

    private string CredentialsFile => Path.Join(statePath, "credentials.json");

    private string LogFile => Path.Join(statePath, "server.log");

    /// <summary>The state folder used when none is named.</summary>
    public static string DefaultStatePath { get; } = Path.Join(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "PersonalizeOps", "local");

    /// <summary>The full path of the folder that a cmdlet was given, or of the default.</summary>
    public static string StatePathOf(PSCmdlet cmdlet, string? path) =>
        path is null ? DefaultStatePath : GivenPaths.Folder(cmdlet, path);

    /// <summary>The server of the folder if it runs and answers, else null.</summary>
    public async Task<PersonalizeLocal?> FindAsync(CancellationToken cancellationToken)
    {
        if (ReadServerFile() is not { } server || !IsAlive(server.ProcessId) || !await AnswersAsync(server.Endpoint, cancellationToken))
            return null;
        return new PersonalizeLocal
        {
            StatePath = statePath,
            Endpoint = server.Endpoint,
            ProcessId = server.ProcessId,
            LogPath = LogFile,
            CredentialsPath = CredentialsFile,
        };
    }

    /// <summary>Starts a server on the folder and waits until it listens; port 0 lets the system choose.</summary>
    /// <exception cref="PersonalizeException">The server ended or did not listen in time; the message is the server's own.</exception>
    public async Task<PersonalizeLocal> StartAsync(int port, CancellationToken cancellationToken)
    {
        CreateStateFolder();
        var logStart = File.Exists(LogFile) ? new FileInfo(LogFile).Length : 0;
        using var process = LocalServerProcess.Start(statePath, port, LogFile);
        var started = Time.GetTimestamp();
        while (Time.GetElapsedTime(started) < StartTimeout)
        {
            if (process.HasExited)
                return await OtherStarterAsync(cancellationToken)
                    ?? throw LocalServerProcess.MissingRuntime(process) ?? StartFailure(LastSentence(logStart));
            if (ReadLog(logStart).Contains("Listening on ", StringComparison.Ordinal) && await FindAsync(cancellationToken) is { } server)
                return server;
            await Task.Delay(Poll, cancellationToken);
        }

        throw StartFailure($"It did not listen within {StartTimeout.TotalSeconds:0} seconds.");
    }

    /// <summary>Asks the server to end and waits for it.</summary>
    public static async Task StopAsync(PersonalizeLocal server, CancellationToken cancellationToken)
    {
        Process process;
        try
        {
            process = Process.GetProcessById(server.ProcessId);
        }
        catch (ArgumentException)
        {
            return;
        }

        using (process)
        {
            LocalServerProcess.RequestStop(process);
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(StopTimeout);
            try
            {
                await process.WaitForExitAsync(timeout.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                process.Kill();
                await process.WaitForExitAsync(cancellationToken);
            }
        }
    }

    /// <summary>Where and with which key pair to call a running server of this folder.</summary>
    /// <exception cref="PersonalizeException">The folder has no readable key pair.</exception>
    public ConnectionTarget Target(PersonalizeLocal server)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(CredentialsFile));
            var credentials = new BasicAWSCredentials(
                json.RootElement.GetProperty("accessKeyId").GetString(), json.RootElement.GetProperty("secretAccessKey").GetString());
            return new ConnectionTarget(credentials, Region, new Uri(server.Endpoint), null, statePath);
        }
        catch (Exception error) when (error is IOException or JsonException or KeyNotFoundException or ArgumentException)
        {
            throw new PersonalizeException("LocalCredentialsUnreadable", ErrorCategory.AuthenticationError,
                $"The key pair of the local server cannot be read from {CredentialsFile}: {error.Message}", statePath, inner: error);
        }
    }

    private void CreateStateFolder()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(statePath);
        else if (!Directory.Exists(statePath))
            Directory.CreateDirectory(statePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Two sessions may start the same folder at once: one server loses the lock, and its starter takes the other's.</summary>
    private async Task<PersonalizeLocal?> OtherStarterAsync(CancellationToken cancellationToken)
    {
        var started = Time.GetTimestamp();
        while (ReadServerFile() is { } server && IsAlive(server.ProcessId) && Time.GetElapsedTime(started) < TimeSpan.FromSeconds(5))
        {
            if (await FindAsync(cancellationToken) is { } other)
                return other;
            await Task.Delay(Poll, cancellationToken);
        }

        return null;
    }

    private PersonalizeException StartFailure(string reason) => new("LocalServerFailed", ErrorCategory.ResourceUnavailable,
        $"The local server did not start: {reason}", statePath, $"See {LogFile}.");

    private string LastSentence(long logStart) =>
        ReadLog(logStart).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "It ended without a word.";

    private string ReadLog(long start)
    {
        try
        {
            using var stream = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stream.Seek(start, SeekOrigin.Begin);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }

    private (int ProcessId, string Endpoint)? ReadServerFile()
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(ServerFile));
            return (json.RootElement.GetProperty("pid").GetInt32(), json.RootElement.GetProperty("endpoint").GetString()!);
        }
        catch (Exception error) when (error is IOException or JsonException or KeyNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static async Task<bool> AnswersAsync(string endpoint, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            var uri = new Uri(endpoint);
            using var client = new System.Net.Sockets.TcpClient();
            await client.ConnectAsync(uri.Host, uri.Port, timeout.Token);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
