using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Commands;

/// <summary><c>reset</c>: empties a state folder; the credentials stay, so that configured clients go on working.</summary>
internal static class ResetCommand
{
    /// <summary>Empties it, after a yes.</summary>
    /// <exception cref="StartException">A server runs on it, it is no state folder, or nobody said yes.</exception>
    public static async Task<int> RunAsync(string stateFolder, bool yes, CommandConsole console)
    {
        var path = Path.GetFullPath(stateFolder);
        if (!Directory.Exists(path))
        {
            throw new StartException($"There is no state folder '{path}'.");
        }

        using var folder = StateFolder.Open(path);
        if (!yes && !await AgreesAsync(path, console))
        {
            throw new StartException("Nothing was removed.");
        }

        folder.Empty();
        await console.Output.WriteLineAsync($"Removed everything in {path} but the credentials.");
        return 0;
    }

    private static async Task<bool> AgreesAsync(string path, CommandConsole console)
    {
        await console.Errors.WriteAsync($"Remove everything the server knows in {path}? [y/N] ");
        return await console.Input.ReadLineAsync() is { } answer && answer.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
