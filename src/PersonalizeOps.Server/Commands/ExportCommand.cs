using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Commands;

/// <summary><c>export</c>: writes a state as one archive.</summary>
internal static class ExportCommand
{
    /// <summary>Writes it.</summary>
    /// <exception cref="StartException">A server runs on the state, there is none, or the archive cannot be written.</exception>
    public static async Task<int> RunAsync(string stateFolder, string archive, CommandConsole console)
    {
        if (!File.Exists(Path.Combine(stateFolder, "state.db")))
        {
            throw new StartException($"There is no state in '{Path.GetFullPath(stateFolder)}'.");
        }

        using var folder = StateFolder.Open(stateFolder);
        var files = await StateArchive.WriteAsync(folder, Path.GetFullPath(archive));
        await console.Output.WriteLineAsync($"Wrote {files} files to {Path.GetFullPath(archive)}.");
        return 0;
    }
}
