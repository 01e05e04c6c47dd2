using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Commands;

/// <summary><c>import</c>: reads an archive into an empty state folder.</summary>
internal static class ImportCommand
{
    /// <summary>Reads it.</summary>
    /// <exception cref="StartException">A server runs on the folder, it is not empty, or the archive is damaged.</exception>
    public static async Task<int> RunAsync(string stateFolder, string archive, CommandConsole console)
    {
        using var folder = StateFolder.Open(stateFolder);
        if (File.Exists(folder.Database))
        {
            throw new StartException($"The state folder '{folder.Root}' is not empty; reset it first.");
        }

        var files = await StateArchive.ReadAsync(folder, Path.GetFullPath(archive));
        await console.Output.WriteLineAsync($"Read {files} files into {folder.Root}.");
        return 0;
    }
}
