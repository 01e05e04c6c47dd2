using System.Globalization;

namespace PersonalizeOps.Server;

/// <summary>The options of the command <c>personalize-local</c>.</summary>
internal static class CommandLine
{
    /// <summary>What <c>--help</c> prints.</summary>
    public const string Help = """
        personalize-local: Amazon Personalize, S3 and STS on this machine.

        Usage: personalize-local --state DIR [options]

          --state DIR              folder that holds everything the server knows (made when missing)
          --port N                 port to listen on; 0, the default, takes a free one
          --host ADDRESS           address to listen on; 127.0.0.1 by default
          --access-key-id A        access key id that requests must be signed with
          --secret-access-key S    its secret; without the two a pair is made once per state folder (credentials.json)
          --help                   this text

        Prints "Listening on http://HOST:PORT" when it is ready. Stops on Ctrl+C or SIGTERM.
        """;

    /// <summary>Reads the arguments.</summary>
    /// <returns>The options, or null when help is asked for.</returns>
    /// <exception cref="StartException">An argument is unknown, lacks its value or has a bad one.</exception>
    public static ServerOptions? Parse(IReadOnlyList<string> arguments)
    {
        var options = new ServerOptions { StateFolder = "" };
        for (var index = 0; index < arguments.Count; index++)
        {
            var name = arguments[index];
            if (name is "--help" or "-h")
            {
                return null;
            }

            options = name switch
            {
                "--state" => options with { StateFolder = Value() },
                "--port" => options with { Port = ParsePort(Value()) },
                "--host" => options with { Host = Value() },
                "--access-key-id" => options with { AccessKeyId = Value() },
                "--secret-access-key" => options with { SecretAccessKey = Value() },
                _ => throw new StartException($"The argument '{name}' is unknown; see --help."),
            };

            string Value() => ++index < arguments.Count ? arguments[index] : throw new StartException($"The argument '{name}' needs a value; see --help.");
        }

        return options.StateFolder.Length > 0 ? options : throw new StartException("The argument '--state DIR' is missing; see --help.");
    }

    private static int ParsePort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? port
            : throw new StartException($"The port '{text}' is not a number from 0 to 65535.");
}
