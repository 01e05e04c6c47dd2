using System.Diagnostics;
using System.Text.Json;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Commands;

/// <summary>The server that runs on a state folder, as <c>server.json</c> and its own <c>/health</c> tell.</summary>
/// <param name="Pid">Its process.</param>
/// <param name="Endpoint">Where it listens.</param>
/// <param name="Health">What it says of itself; null when it does not answer.</param>
internal sealed record RunningServer(int Pid, string Endpoint, JsonElement? Health)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Looks for the server.</summary>
    /// <returns>The server; null when the folder's lock is free or no process is named.</returns>
    public static async Task<RunningServer?> FindAsync(string stateFolder)
    {
        // A killed server leaves its file: the lock tells whether anybody is there.
        if (!StateFolder.IsInUse(stateFolder) || StateFolder.ReadServerFile(stateFolder) is not { } file)
        {
            return null;
        }

        return new RunningServer(file.Pid, file.Endpoint, await AskAsync(file.Endpoint));
    }

    /// <summary>Finds its process.</summary>
    /// <returns>The process, to be disposed; null when it has ended.</returns>
    public Process? FindProcess()
    {
        try
        {
            return Process.GetProcessById(Pid);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static async Task<JsonElement?> AskAsync(string endpoint)
    {
        // It is on this machine, where no proxy finds it.
        using var direct = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpClient(direct) { Timeout = Patience };
        try
        {
            return await client.GetFromJsonAsync(new Uri(new Uri(endpoint), "/health"), StateJson.Default.JsonElement);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or JsonException)
        {
            return null;
        }
    }
}
