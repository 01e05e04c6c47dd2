using System.Diagnostics;
using System.Management.Automation;
using System.Runtime.InteropServices;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Connection;

/// <summary>Starts the server so that it outlives the shell: its output goes to a file, and Ctrl+C in the terminal does not reach it.</summary>
internal static class LocalServerProcess
{
    private const int SigTerm = 15;
    private const string RuntimeVersion = "10.0";

    // How the .NET host ends when it finds no .NET, or not the frameworks that a program needs; Unix keeps the last byte.
    private const int NoHost = 0x83;
    private const int NoFramework = 0x96;

    public static Process Start(string statePath, int port, string logFile)
    {
        var (command, leading) = FindServer();
        List<string> arguments = [.. leading, "--port", port.ToString(), "--state", statePath];
        var start = OperatingSystem.IsWindows() ? WindowsStart(command, arguments, logFile) : UnixStart(command, arguments, logFile);
        if (FindRuntime() is { } runtime)
            start.Environment["DOTNET_ROOT"] = runtime;
        // Settings of the host that runs PowerShell itself are not the server's.
        start.Environment.Remove("DOTNET_STARTUP_HOOKS");
        return Process.Start(start)!;
    }

    public static void RequestStop(Process process)
    {
        if (OperatingSystem.IsWindows() || Kill(process.Id, SigTerm) != 0)
            process.Kill();
    }

    /// <summary>What is missing on the machine when the server ended before it could say a word itself; null when that is not why it ended.</summary>
    public static PersonalizeException? MissingRuntime(Process process)
    {
        if ((process.ExitCode & 0xff) is not (NoHost or NoFramework))
            return null;
        var root = Environment.GetEnvironmentVariable("DOTNET_ROOT");
        return new PersonalizeException("RuntimeMissing", ErrorCategory.NotInstalled,
            $"The local server needs the ASP.NET Core Runtime {RuntimeVersion}, which {(root is null ? "is not installed here" : $"is not in {root} (DOTNET_ROOT)")}.",
            "Microsoft.AspNetCore.App",
            $"Install the ASP.NET Core Runtime {RuntimeVersion} from https://dotnet.microsoft.com/download/dotnet/{RuntimeVersion}; "
            + "if it is not in the default place, set DOTNET_ROOT to its folder.");
    }

    private static ProcessStartInfo UnixStart(string command, List<string> arguments, string logFile)
    {
        // Ignored signals stay ignored across exec: the terminal's Ctrl+C and hang-up end the shell, not the server.
        const string Script = "trap '' INT HUP QUIT TSTP; log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null";
        return new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", logFile, command, .. arguments]);
    }

    private static ProcessStartInfo WindowsStart(string command, List<string> arguments, string logFile)
    {
        var line = string.Join(' ', arguments.Prepend(command).Select(word => $"\"{word}\""));
        return new ProcessStartInfo("cmd.exe") { Arguments = $"/d /s /c \"{line} >> \"{logFile}\" 2>&1 < nul\"", CreateNoWindow = true };
    }

    private static (string Command, string[] Arguments) FindServer()
    {
        var folder = Path.GetFullPath(Path.Join(Path.GetDirectoryName(typeof(LocalServerProcess).Assembly.Location), "..", "server"));
        var program = Path.Join(folder, OperatingSystem.IsWindows() ? "personalize-local.exe" : "personalize-local");
        if (File.Exists(program))
            return (program, []);
        var library = Path.Join(folder, "personalize-local.dll");
        if (File.Exists(library))
            return (FindRuntime() is { } runtime ? Path.Join(runtime, "dotnet") : "dotnet", [library]);
        throw new PersonalizeException("LocalServerMissing", ErrorCategory.ObjectNotFound,
            $"The local server is not in {folder}.", folder, "Build the module once: ./build.sh or build.cmd.");
    }

    /// <summary>
    /// The folder of a .NET installation that has ASP.NET Core: the one that runs this process, DOTNET_ROOT, the one on PATH or the default.
    /// Null leaves the search to the host, whose own error then says what is missing.
    /// </summary>
    private static string? FindRuntime()
    {
        var running = Path.GetFullPath(Path.Join(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => new FileInfo(Path.Join(folder, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet")))
            .Where(file => file.Exists)
            .Select(file => Path.GetDirectoryName(file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName));
        return new[] { running, Environment.GetEnvironmentVariable("DOTNET_ROOT") }.Concat(onPath)
            .FirstOrDefault(root => root is not null && HasRuntime(root));
    }

    private static bool HasRuntime(string root)
    {
        var folder = Path.Join(root, "shared", "Microsoft.AspNetCore.App");
        return Directory.Exists(folder) && Directory.EnumerateDirectories(folder, $"{RuntimeVersion}.*").Any();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
