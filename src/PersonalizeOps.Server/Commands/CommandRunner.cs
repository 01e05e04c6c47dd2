namespace PersonalizeOps.Server.Commands;

/// <summary>Does what the command line says.</summary>
internal static class CommandRunner
{
    /// <summary>Runs a command to its end.</summary>
    /// <param name="line">The command.</param>
    /// <param name="console">Where it reads and writes.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="StartException">The command cannot be done.</exception>
    public static Task<int> RunAsync(CommandLine line, CommandConsole console) => line.Command switch
    {
        "stop" => StopCommand.RunAsync(line.Options.StateFolder, console),
        "status" => StatusCommand.RunAsync(line.Options.StateFolder, console),
        "reset" => ResetCommand.RunAsync(line.Options.StateFolder, line.Yes, console),
        "export" => ExportCommand.RunAsync(line.Options.StateFolder, RequireArchive(line), console),
        "import" => ImportCommand.RunAsync(line.Options.StateFolder, RequireArchive(line), console),
        "credentials" => CredentialsCommand.RunAsync(line.Options, line.Shell, console),
        _ => StartCommand.RunAsync(line.Options, console),
    };

    private static string RequireArchive(CommandLine line) =>
        line.Archive ?? throw new StartException($"The command {line.Command} needs '--file ARCHIVE'; see --help.");
}
