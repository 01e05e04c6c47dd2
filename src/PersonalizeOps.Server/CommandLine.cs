using System.Globalization;
using PersonalizeOps.Server.Commands;

namespace PersonalizeOps.Server;

/// <summary>The command line of <c>personalize-local</c>.</summary>
/// <param name="Command">What to do.</param>
/// <param name="Options">The state folder and, for <c>start</c>, how to serve it.</param>
/// <param name="Archive">The file of <c>export</c> and <c>import</c>.</param>
/// <param name="Shell">Whose syntax <c>credentials</c> writes.</param>
/// <param name="Yes">Whether <c>reset</c> goes ahead without asking.</param>
internal sealed record CommandLine(string Command, ServerOptions Options, string? Archive, string Shell, bool Yes)
{
    /// <summary>What <c>--help</c> prints.</summary>
    public const string Help = """
        personalize-local: Amazon Personalize, S3 and STS on this machine.

        Usage: personalize-local [start] --state DIR [options]
               personalize-local stop|status|reset|credentials --state DIR
               personalize-local export|import --state DIR --file ARCHIVE

        Commands
          start                    serve until Ctrl+C, SIGTERM or stop; the default
          stop                     let the server of the state folder end what it does and stop
          status                   say whether a server runs on the state folder, and where; exit code 3 when none does
          reset                    remove everything the state folder holds but its credentials; asks before
          export                   write the state as one archive (without credentials); the server must not run
          import                   read such an archive into an empty state folder; the server must not run
          credentials              print environment variables for AWS clients

        Options of all commands
          --state DIR              folder that holds everything the server knows (made when missing)
          --help                   this text

        Options of start
          --port N                 port to listen on; 0, the default, takes a free one
          --host ADDRESS           address to listen on; 127.0.0.1 by default
          --access-key-id A        access key id that requests must be signed with
          --secret-access-key S    its secret; without the two a pair is made once per state folder (credentials.json)
          --training-memory SIZE   most memory a training may need, such as 4g; three quarters of the machine's by default
          --max-object SIZE        largest object written at once; 5g by default
          --max-document SIZE      largest body of other requests; 4m by default
          --max-headers SIZE       largest sum of a request's headers; 32k by default
          --max-connections N      most connections at a time; 1000 by default
          --speed SPEED            how fast pending states pass: instant (the default), fast or real
          --admin                  let tests move the clock and inject faults, below /_admin/ (docs/local-server.md)
          --quota NAME=N           another quota than AWS's, such as dataset-groups=50; may be repeated
          --log-level LEVEL        debug (every request), information (refused requests), warning or error
          --log-format FORMAT      text or json

        Options of other commands
          --file ARCHIVE           the archive of export or import
          --shell SHELL            bash or pwsh, the syntax of credentials; bash by default
          --yes                    reset without asking

        start prints "Listening on http://HOST:PORT" when it is ready.
        """;

    private static readonly string[] Commands = ["start", "stop", "status", "reset", "export", "import", "credentials"];

    /// <summary>Reads the arguments.</summary>
    /// <returns>The command, or null when help is asked for.</returns>
    /// <exception cref="StartException">An argument is unknown, lacks its value or has a bad one.</exception>
    public static CommandLine? Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine("start", new ServerOptions { StateFolder = "" }, null, ShellSyntax.Bash, Yes: false);
        for (var index = 0; index < arguments.Count; index++)
        {
            var name = arguments[index];
            if (name is "--help" or "-h")
            {
                return null;
            }

            if (index == 0 && Commands.Contains(name))
            {
                line = line with { Command = name };
                continue;
            }

            line = name switch
            {
                "--file" => line with { Archive = Value() },
                "--shell" => line with { Shell = ShellSyntax.Parse(Value()) },
                "--yes" => line with { Yes = true },
                "--state" => line with { Options = line.Options with { StateFolder = Value() } },
                _ when line.Command == "start" => line with { Options = ParseStart(line.Options, name, Value) },
                _ => throw Unknown(name),
            };

            string Value() => ++index < arguments.Count ? arguments[index] : throw new StartException($"The argument '{name}' needs a value; see --help.");
        }

        return line.Options.StateFolder.Length > 0 ? line : throw new StartException("The argument '--state DIR' is missing; see --help.");
    }

    private static ServerOptions ParseStart(ServerOptions options, string name, Func<string> value) => name switch
    {
        "--port" => options with { Port = ParseNumber(name, value(), 0, 65535) },
        "--host" => options with { Host = value() },
        "--access-key-id" => options with { AccessKeyId = value() },
        "--secret-access-key" => options with { SecretAccessKey = value() },
        "--training-memory" => options with { TrainingMemoryBytes = ParseSize(name, value()) },
        "--max-object" => options with { MaxObjectBytes = ParseSize(name, value()) },
        "--max-document" => options with { MaxDocumentBytes = (int)Math.Min(ParseSize(name, value()), int.MaxValue) },
        "--max-headers" => options with { MaxHeaderBytes = (int)Math.Min(ParseSize(name, value()), int.MaxValue) },
        "--max-connections" => options with { MaxConnections = ParseNumber(name, value(), 1, int.MaxValue) },
        "--speed" => options with { Speed = ParseSpeed(value()) },
        "--admin" => options with { Admin = true },
        "--quota" => options with { Quotas = options.Quotas.With(value()) },
        "--log-level" => options with { LogLevel = ParseLevel(value()) },
        "--log-format" => options with { LogJson = ParseFormat(value()) },
        _ => throw Unknown(name),
    };

    private static StartException Unknown(string name) => new($"The argument '{name}' is unknown; see --help.");

    private static int ParseNumber(string name, string text, int least, int greatest) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= greatest
            ? number
            : throw new StartException($"The value '{text}' of {name} is not a number from {least} to {greatest}.");

    private static long ParseSize(string name, string text)
    {
        var shift = text.Length == 0 ? 0 : char.ToLowerInvariant(text[^1]) switch { 'k' => 10, 'm' => 20, 'g' => 30, _ => 0 };
        var digits = shift == 0 ? text : text[..^1];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= long.MaxValue >> (shift + 1)
            ? number << shift
            : throw new StartException($"The value '{text}' of {name} is not a size such as 500m or 4g.");
    }

    private static ServerSpeed ParseSpeed(string text) => text switch
    {
        "instant" => ServerSpeed.Instant,
        "fast" => ServerSpeed.Fast,
        "real" => ServerSpeed.Real,
        _ => throw new StartException($"The speed '{text}' is none of instant, fast, real."),
    };

    private static LogLevel ParseLevel(string text) => text switch
    {
        "debug" => LogLevel.Debug,
        "information" => LogLevel.Information,
        "warning" => LogLevel.Warning,
        "error" => LogLevel.Error,
        _ => throw new StartException($"The log level '{text}' is none of debug, information, warning, error."),
    };

    private static bool ParseFormat(string text) => text switch
    {
        "json" => true,
        "text" => false,
        _ => throw new StartException($"The log format '{text}' is neither text nor json."),
    };
}
